/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import io.reveille.server.signal.internal.sms.SmsMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages whose receipts are awaited, and receipts that came before their message was known; both
 * bounded, the oldest goes first.
 */
final class ReceiptBook {
    static final int MOST_AWAITED = 10_000;
    static final int MOST_EARLY = 256;
    private static final int TELLING_DIGITS = 7;

    /** A receipt and the number that it is about. */
    record Early(Receipt receipt, String number) {}

    private final Map<String, SmsMessage> awaited = new LinkedHashMap<>();
    private final List<Early> early = new ArrayList<>();

    /** Awaits receipts; returns one that has come already. */
    synchronized Optional<Receipt> expect(String id, SmsMessage request) {
        awaited.put(MessageId.plain(id), request);
        if (awaited.size() > MOST_AWAITED) {
            awaited.remove(awaited.keySet().iterator().next());
        }
        for (int i = 0; i < early.size(); i++) {
            Early receipt = early.get(i);
            if (find(receipt.receipt(), receipt.number()).filter(request::equals).isPresent()) {
                early.remove(i);
                return Optional.of(receipt.receipt());
            }
        }
        return Optional.empty();
    }

    /** The request that a receipt is about; one that matches none yet is kept for a while. */
    synchronized Optional<SmsMessage> match(Receipt receipt, String number) {
        Optional<SmsMessage> found = find(receipt, number);
        if (found.isEmpty()) {
            early.add(new Early(receipt, number));
            if (early.size() > MOST_EARLY) {
                early.remove(0);
            }
        }
        return found;
    }

    private Optional<SmsMessage> find(Receipt receipt, String number) {
        for (Optional<String> id : List.of(receipt.ids().parameter(), receipt.ids().text())) {
            if (id.isPresent()) {
                for (String spelling : MessageId.spellings(id.get())) {
                    Optional<SmsMessage> found = take(spelling, number, receipt.state().last());
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<SmsMessage> take(String id, String number, boolean last) {
        Optional<SmsMessage> found =
                Optional.ofNullable(awaited.get(id))
                        .filter(request -> sameNumber(request.number(), number));
        if (found.isPresent() && last) {
            awaited.remove(id);
        }
        return found;
    }

    /** Centres write numbers with and without prefixes; the last digits tell. */
    private static boolean sameNumber(String a, String b) {
        return b.isEmpty() || tail(a).equals(tail(b));
    }

    private static String tail(String number) {
        return number.substring(Math.max(0, number.length() - TELLING_DIGITS));
    }
}
