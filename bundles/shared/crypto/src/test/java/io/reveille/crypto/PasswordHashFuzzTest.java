/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * What may stand where a password's hash should. As a test it runs over the inputs kept beside it;
 * with {@code JAZZER_FUZZ=1} in the environment it looks for new ones.
 */
class PasswordHashFuzzTest {

    @FuzzTest(maxDuration = "1m")
    void any_text_is_a_hash_of_the_one_cost_or_none(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        PasswordHash.parse(text)
                .ifPresent(
                        hash ->
                                assertThat(hash.text())
                                        .startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
    }
}
