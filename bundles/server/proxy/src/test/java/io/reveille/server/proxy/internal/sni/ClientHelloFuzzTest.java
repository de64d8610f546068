/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.sni;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reveille.server.proxy.internal.sni.ClientHello.MalformedException;

/** First octets from outside. */
class ClientHelloFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void any_octets_are_a_hello_or_the_beginning_of_one_or_are_refused(byte[] octets) {
        try {
            assertThat(ClientHello.parse(octets)).isNotNull();
        } catch (MalformedException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
