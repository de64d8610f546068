/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.budget;

import io.reveille.server.proxy.SignalLimits;
import io.reveille.server.registry.BudgetUse;
import io.reveille.server.registry.SignalBudget;
import io.reveille.server.registry.SignalCharge;
import io.reveille.server.registry.SignalLedger;
import io.reveille.server.registry.SignalRoute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Decides whether one more access request may be sent. What was sent is in the ledger before it
 * goes out, so neither a crash nor a restart makes the budget new. While the proxy runs it goes by
 * the monotonic clock: a change of the time of day grants nothing. Thread-safe.
 */
public final class LedgerBudget implements SignalBudget {
    private static final int MOST_REMEMBERED = 10_000;

    private final SignalLedger ledger;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final BudgetBook book;
    private final Map<Key, Taken> latest =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Taken> eldest) {
                    return size() > MOST_REMEMBERED;
                }
            };

    /** Whose last message it was, and by which route. */
    private record Key(String gateway, String source, String route) {
        static Key of(Order order) {
            return new Key(order.to().id(), order.source(), order.by().name());
        }
    }

    private record Taken(SignalCharge charge, long nanos) {}

    /** A budget that goes on where the ledger ends. */
    public LedgerBudget(
            SignalLimits limits, SignalLedger ledger, InstantSource clock, LongSupplier nanoTime) {
        this.ledger = ledger;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.book = new BudgetBook(limits);
        Instant now = clock.instant();
        long nowNanos = nanoTime.getAsLong();
        for (SignalCharge charge : ledger.since(now.minus(BudgetBook.DAY))) {
            Duration age = Duration.between(charge.at(), now);
            book.note(charge.gatewayId(), charge.source(), nowNanos - Math.max(0, age.toNanos()));
        }
    }

    /** The budgets that are in use, the fullest first. */
    public List<BudgetUse> use(int limit) {
        synchronized (book) {
            return book.use(nanoTime.getAsLong()).stream()
                    .sorted(Comparator.comparingDouble(LedgerBudget::emptiness))
                    .limit(limit)
                    .toList();
        }
    }

    private static double emptiness(BudgetUse use) {
        return use.scope() == BudgetUse.Scope.ALL ? -1 : 1 - use.used() / (double) use.most();
    }

    @Override
    public Optional<Refusal> refusal(Order order) {
        String gatewayId = order.to().id();
        String source = order.source();
        Instant now = clock.instant();
        SignalRoute route = order.by();
        long nanos;
        synchronized (book) {
            nanos = nanoTime.getAsLong();
            Optional<BudgetBook.UsedUp> usedUp = book.take(gatewayId, source, nanos);
            if (usedUp.isPresent()) {
                BudgetBook.UsedUp used = usedUp.get();
                return Optional.of(new Refusal(used.reason(), used.left(), now.plus(used.left())));
            }
        }
        SignalCharge charge =
                new SignalCharge(
                        now, gatewayId, source, route.channel(), route.name(), route.cost());
        try {
            ledger.charge(charge);
        } catch (RuntimeException e) {
            synchronized (book) {
                book.giveBack(gatewayId, source, nanos);
            }
            throw e;
        }
        synchronized (book) {
            latest.put(Key.of(order), new Taken(charge, nanos));
        }
        return Optional.empty();
    }

    @Override
    public void refund(Order order) {
        Optional<Taken> taken;
        synchronized (book) {
            taken = Optional.ofNullable(latest.remove(Key.of(order)));
            taken.ifPresent(t -> book.giveBack(order.to().id(), order.source(), t.nanos()));
        }
        taken.map(Taken::charge).ifPresent(ledger::refund);
    }
}
