/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.Octets;

/** Key lists from outside; see {@link AccessRequestFuzzTest} for how it runs. */
class KeyListFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void any_octets_are_a_list_or_are_refused(byte[] octets) {
        try {
            assertThat(KeyList.decode(Octets.of(octets)).encode()).isEqualTo(Octets.of(octets));
        } catch (KeyMaterialException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
