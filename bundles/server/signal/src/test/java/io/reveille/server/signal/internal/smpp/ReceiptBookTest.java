/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.Octets;
import io.reveille.server.signal.internal.sms.SmsContent;
import io.reveille.server.signal.internal.sms.SmsMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceiptBookTest {
    private final ReceiptBook book = new ReceiptBook();

    @Test
    void the_oldest_message_is_forgotten_when_there_are_too_many() {
        for (int id = 0; id <= ReceiptBook.MOST_AWAITED; id++) {
            book.expect("m" + id, request("gw" + id));
        }

        assertThat(book.match(receipt("m0"), "")).isEmpty();
        assertThat(book.match(receipt("m1"), "")).map(SmsMessage::whom).contains("gw1");
    }

    @Test
    void the_oldest_early_receipt_is_forgotten_when_there_are_too_many() {
        for (int id = 0; id <= ReceiptBook.MOST_EARLY; id++) {
            book.match(receipt("m" + id), "4915100000007");
        }

        assertThat(book.expect("m0", request("gw0"))).isEmpty();
        assertThat(book.expect("m1", request("gw1"))).isPresent();
        assertThat(book.expect("m1", request("gw1"))).isEmpty();
    }

    @Test
    void numbers_are_compared_by_their_ends() {
        book.expect("m1", request("gw1"));

        assertThat(book.match(receipt("m1"), "015100000008")).isEmpty();
        assertThat(book.match(receipt("m1"), "015100000007")).isPresent();
        assertThat(book.match(receipt("m1"), "015100000007")).isEmpty();
    }

    private static SmsMessage request(String gateway) {
        return new SmsMessage(
                gateway,
                "4915100000007",
                SmsContent.text(Octets.of()),
                Duration.ofMinutes(1),
                news -> {});
    }

    private static Receipt receipt(String id) {
        return Receipt.of(
                Optional.empty(),
                Optional.empty(),
                ("id:" + id + " stat:DELIVRD").getBytes(StandardCharsets.US_ASCII));
    }
}
