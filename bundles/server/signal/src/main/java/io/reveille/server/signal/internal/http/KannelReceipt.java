/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.http;

import io.reveille.server.registry.SignalNews;
import io.reveille.server.signal.internal.receipts.ReceiptReading;
import java.util.Map;
import java.util.Optional;

/** Kannel's delivery reports (Kannel user's guide, "Delivery reports"). */
public final class KannelReceipt implements ReceiptReading {
    /** All kinds: delivered, not delivered, buffered, accepted and rejected by the centre. */
    public static final String MASK = "31";

    /** What Kannel is to fill in: the kind, and the centre's answer. */
    public static final String QUERY = "?type=%d&answer=%A";

    private static final int LONGEST_ANSWER = 100;

    @Override
    public Optional<SignalNews> read(Map<String, String> fields) {
        String answer = answer(fields.getOrDefault("answer", ""));
        return switch (fields.getOrDefault("type", "")) {
            case "1" -> Optional.of(SignalNews.delivered("delivered"));
            case "2" -> Optional.of(SignalNews.failed("undeliverable" + answer));
            case "4" -> Optional.of(SignalNews.pending("buffered by the centre" + answer));
            case "8" -> Optional.of(SignalNews.pending("accepted by the centre"));
            case "16" -> Optional.of(SignalNews.failed("rejected by the centre" + answer));
            default -> Optional.empty();
        };
    }

    private static String answer(String text) {
        String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        String cut = line.substring(0, Math.min(line.length(), LONGEST_ANSWER));
        return cut.isEmpty() ? "" : ": " + cut;
    }
}
