/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * What strangers send to enrol. As a test it runs over the inputs kept beside it; with {@code
 * JAZZER_FUZZ=1} in the environment it looks for new ones.
 */
class EnrolmentJsonFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void any_body_is_a_claim_or_is_refused_without_telling_its_content(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            EnrolmentClaim claim = EnrolmentJson.claim(text);
            assertThat(claim.services()).hasSizeLessThanOrEqualTo(64);
        } catch (IllegalArgumentException refused) {
            assertThat(String.valueOf(refused.getMessage())).hasSizeLessThan(300);
        }
    }
}
