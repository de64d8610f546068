/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.http;

import io.reveille.server.registry.SignalNews;
import io.reveille.server.signal.WebhookSettings.WebhookReceipts;
import io.reveille.server.signal.internal.receipts.ReceiptReading;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A provider's receipts, by the words that it has for what became of a message. */
public record WebhookReceipt(WebhookReceipts words) implements ReceiptReading {
    private static final int LONGEST = 60;

    @Override
    public Optional<SignalNews> read(Map<String, String> fields) {
        return Optional.ofNullable(fields.get(words.state()))
                .map(String::strip)
                .filter(state -> !state.isEmpty())
                .map(this::news);
    }

    private SignalNews news(String state) {
        if (has(words.delivered(), state)) {
            return SignalNews.delivered("delivered");
        }
        String shown = state.substring(0, Math.min(state.length(), LONGEST));
        String plain = shown.replaceAll("\\p{Cntrl}", " ");
        return has(words.failed(), state)
                ? SignalNews.failed("not delivered: " + plain)
                : SignalNews.pending("on its way: " + plain);
    }

    private static boolean has(Set<String> all, String state) {
        return all.stream().anyMatch(state::equalsIgnoreCase);
    }
}
