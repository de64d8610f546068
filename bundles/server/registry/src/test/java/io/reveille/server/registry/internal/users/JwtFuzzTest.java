/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/**
 * What strangers send as tokens. As a test it runs over the inputs kept beside it; with {@code
 * JAZZER_FUZZ=1} in the environment it looks for new ones.
 */
class JwtFuzzTest {

    @FuzzTest(maxDuration = "1m")
    void any_text_is_a_token_without_a_good_signature_or_is_refused(byte[] text) {
        try {
            JsonWebToken token = JsonWebToken.parse(text);
            token.claims(List.of());
            throw new AssertionError("a token was good without a key");
        } catch (JwtException refused) {
            assertThat(refused).hasMessageNotContaining("AssertionError");
        }
    }

    @FuzzTest(maxDuration = "1m")
    void any_text_is_a_key_set_or_is_refused(byte[] text) {
        try {
            assertThat(Jwk.set(text)).hasSizeLessThanOrEqualTo(64);
        } catch (JwtException refused) {
            assertThat(String.valueOf(refused.getMessage())).hasSizeLessThan(300);
        }
    }

    @FuzzTest(maxDuration = "1m")
    void any_text_is_a_token_of_this_server_by_its_form_alone(byte[] text) {
        boolean form = text.length == 56 && new String(text, 0, 4, ISO_8859_1).equals("rvl_");
        assertThat(TokenText.isOne(text)).isEqualTo(form);
    }
}
