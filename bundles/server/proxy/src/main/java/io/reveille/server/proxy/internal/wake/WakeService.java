/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.wake;

import io.reveille.server.proxy.Signalling;
import io.reveille.server.proxy.WakeOptions;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.SignalBudget;
import io.reveille.server.registry.SignalLedger;
import io.reveille.server.registry.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Wakes gateways; knows what all wakes share: routes, their limits, who does not answer. */
public final class WakeService {
    /** No rate is of a longer period. */
    private static final Duration LONGEST_RATE = Duration.ofDays(1);

    final Signalling signalling;
    final SignalBudget budget;
    final WakeOptions options;
    final ScheduledExecutorService timer;
    final Executor work;
    final RouteLimits limits;
    final CoolDown coolDown;
    private final SerialTasks writing;

    public WakeService(
            Signalling signalling,
            SignalBudget budget,
            WakeOptions options,
            ScheduledExecutorService timer,
            Executor work) {
        this.signalling = signalling;
        this.budget = budget;
        this.options = options;
        this.timer = timer;
        this.work = work;
        this.coolDown = new CoolDown(options.longestCoolDown());
        this.writing = new SerialTasks(work);
        Instant now = Instant.now();
        long nanos = System.nanoTime();
        SignalLedger ledger = signalling.ledger();
        this.limits = new RouteLimits(ledger.since(now.minus(LONGEST_RATE)), now, nanos);
        for (Silence silence : ledger.silences()) {
            Duration left = Duration.between(now, silence.until());
            coolDown.remember(silence.gatewayId(), silence.wakes(), left, nanos);
        }
    }

    /** Each route's rate, which holds for whatever is sent by it. */
    public RouteLimits limits() {
        return limits;
    }

    /** Begins to wake a gateway; goes on until it is stopped, or is over. Does not block. */
    public WakeRun wake(Gateway gateway, Duration deadline, Waiters waiters) {
        WakeRun run = new WakeRun(this, gateway, deadline, waiters);
        run.begin();
        return run;
    }

    /** The gateway has dialled in. Does not block. */
    public void answered(String gatewayId) {
        if (coolDown.answered(gatewayId)) {
            writing.execute(() -> signalling.ledger().answered(gatewayId));
        }
    }

    /** The gateway has not dialled in before the deadline. Does not block. */
    void unanswered(String gatewayId) {
        long nanos = System.nanoTime();
        int wakes = coolDown.unanswered(gatewayId, nanos);
        Instant until = Instant.now().plus(coolDown.left(gatewayId, nanos));
        writing.execute(() -> signalling.ledger().silent(new Silence(gatewayId, wakes, until)));
    }
}
