/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import io.reveille.protocol.internal.AccessRequestCodec;
import io.reveille.protocol.internal.DecodeException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What comes from outside, with any octets whatever. As a test it runs over the inputs kept beside
 * it; with {@code JAZZER_FUZZ=1} in the environment it looks for new ones.
 */
class AccessRequestFuzzTest {

    private static final List<Recipient> RECIPIENTS =
            List.of(Fleet.NUMBER, new LongRecipient("pumpe-s\u00fcd@example.org"));

    @FuzzTest(maxDuration = "2m")
    void any_octets_open_or_are_refused(byte[] octets) {
        AccessRequestOpener opener = new AccessRequestOpener(Fleet.KEYS);
        for (SignalChannel channel : SignalChannel.values()) {
            try {
                OpenedRequest opened = opener.examine(Octets.of(octets)).open(channel, RECIPIENTS);
                assertThat(opened.request().counter()).as("only what was sealed").isEqualTo(42);
            } catch (AccessRefusedException refused) {
                assertThat(refused.reason()).isNotNull();
            }
        }
    }

    @FuzzTest(maxDuration = "2m")
    void any_plaintext_is_a_request_or_is_refused(byte[] octets) {
        try {
            AccessRequest request = AccessRequestCodec.decode(Secret.of(octets));
            assertThat(AccessRequestCodec.encode(request).copy()).isEqualTo(octets);
        } catch (DecodeException refused) {
            assertThat(refused).hasMessageContaining("at octet");
        }
    }

    @FuzzTest(maxDuration = "2m")
    void any_text_holds_a_request_or_none(byte[] text) {
        TextForm.find(new String(text, StandardCharsets.ISO_8859_1))
                .ifPresent(
                        found ->
                                assertThat(found.length())
                                        .isBetween(
                                                AccessRequest.MINIMUM_SEALED_LENGTH,
                                                AccessRequest.MAXIMUM_SEALED_LENGTH));
    }
}
