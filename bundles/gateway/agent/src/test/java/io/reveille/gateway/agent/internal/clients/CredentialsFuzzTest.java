/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Runs the committed seeds; with {@code JAZZER_FUZZ=1} it looks for more. */
class CredentialsFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void any_field_gives_credentials_or_none(byte[] octets) {
        Credentials.parse(new String(octets, StandardCharsets.ISO_8859_1))
                .filter(Credentials.Digest.class::isInstance)
                .map(Credentials.Digest.class::cast)
                .ifPresent(
                        digest -> {
                            if (digest.number() < 0 || digest.response().length() != 64) {
                                throw new AssertionError(digest.toString());
                            }
                        });
    }
}
