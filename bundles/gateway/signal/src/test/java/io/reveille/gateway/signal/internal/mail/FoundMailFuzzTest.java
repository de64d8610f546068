/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reveille.protocol.AccessRequest;
import jakarta.mail.MessagingException;
import java.util.Arrays;

/**
 * Mails with any octets whatever. As a test it runs over the inputs kept beside it; with {@code
 * JAZZER_FUZZ=1} in the environment it looks for new ones.
 */
class FoundMailFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void any_mail_holds_requests_or_none(byte[] mail) {
        FoundMail found;
        try {
            found =
                    FoundMail.in(
                            RawMail.parse(
                                    Arrays.copyOf(mail, Math.min(mail.length, Mailbox.WHOLE))));
        } catch (MessagingException unreadable) {
            return;
        }
        assertThat(found.requests()).hasSizeLessThanOrEqualTo(RequestsInMail.MOST_REQUESTS);
        assertThat(found.requests())
                .allSatisfy(
                        request ->
                                assertThat(request.length())
                                        .isBetween(
                                                AccessRequest.MINIMUM_SEALED_LENGTH,
                                                AccessRequest.MAXIMUM_SEALED_LENGTH));
        assertThat(found.origin()).hasSizeLessThan(200).matches("[\\x20-\\x7E]*");
    }

    @FuzzTest(maxDuration = "2m")
    void any_page_has_a_text(byte[] page) {
        assertThat(MailText.find(page, true))
                .hasSizeLessThanOrEqualTo(3 * RequestsInMail.MOST_REQUESTS);
    }
}
