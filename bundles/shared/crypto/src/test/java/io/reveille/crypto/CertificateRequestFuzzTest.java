/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * What strangers send to enrol. As a test it runs over the inputs kept beside it; with {@code
 * JAZZER_FUZZ=1} in the environment it looks for new ones.
 */
class CertificateRequestFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void any_text_is_a_signed_request_or_is_refused(byte[] text) {
        try {
            assertThat(
                            CertificateSigning.parse(new String(text, StandardCharsets.ISO_8859_1))
                                    .getSubjectPublicKeyInfo())
                    .isNotNull();
        } catch (KeyMaterialException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
