/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.server.registry.BudgetUse;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.SignalLedger;
import io.reveille.server.registry.SignalSum;
import io.reveille.server.registry.TunnelStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** What was sent to wake gateways, what it has cost, and how much more may be sent. */
final class BudgetResource {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(30);

    private final SignalLedger ledger;
    private final ServerView view;

    BudgetResource(SignalLedger ledger, ServerView view) {
        this.ledger = ledger;
        this.view = view;
    }

    /** {@code GET /api/v1/budgets}. */
    JsonObject whole() {
        JsonObject json = summary();
        json.add("use", use());
        json.add("gatewaysDay", Json.array(sums(DAY), BudgetResource::sum));
        json.add("gatewaysMonth", Json.array(sums(MONTH), BudgetResource::sum));
        return json;
    }

    /** The part of {@code GET /api/v1/status}. */
    JsonObject summary() {
        JsonObject json = new JsonObject();
        json.add("day", total(sums(DAY)));
        json.add("month", total(sums(MONTH)));
        return json;
    }

    JsonArray use() {
        return Json.array(
                view.tunnels().map(TunnelStatus::budgets).orElse(List.of()), BudgetResource::use);
    }

    private List<SignalSum> sums(Duration past) {
        return ledger.sums(Instant.now().minus(past));
    }

    private static JsonObject total(List<SignalSum> sums) {
        TreeMap<String, Long> byCurrency = new TreeMap<>();
        for (SignalSum sum : sums) {
            sum.cost()
                    .ifPresent(cost -> byCurrency.merge(cost.currency(), cost.micros(), Long::sum));
        }
        JsonArray costs = new JsonArray();
        byCurrency.forEach((currency, micros) -> costs.add(new Money(micros, currency).toString()));
        JsonObject json = new JsonObject();
        json.addProperty("messages", sums.stream().mapToLong(SignalSum::messages).sum());
        json.addProperty(
                "messagesOfUnknownCost",
                sums.stream()
                        .filter(sum -> sum.cost().isEmpty())
                        .mapToLong(SignalSum::messages)
                        .sum());
        json.add("cost", costs);
        return json;
    }

    private static JsonObject sum(SignalSum sum) {
        JsonObject json = new JsonObject();
        json.addProperty("gateway", sum.gatewayId());
        json.addProperty("channel", sum.channel().name());
        json.addProperty("messages", sum.messages());
        json.add("cost", Json.text(sum.cost()));
        return json;
    }

    private static JsonObject use(BudgetUse use) {
        JsonObject json = new JsonObject();
        json.addProperty("scope", use.scope().name().toLowerCase(Locale.ROOT));
        json.add("subject", Json.text(Optional.of(use.subject()).filter(s -> !s.isEmpty())));
        json.addProperty("used", use.used());
        json.addProperty("most", use.most());
        json.addProperty("periodSeconds", use.period().toSeconds());
        return json;
    }
}
