/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.wake;

import io.reveille.server.proxy.Signalling;
import io.reveille.server.proxy.WakeOptions;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.SignalBudget;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Wakes gateways; knows what all wakes share: routes, their limits, who does not answer. */
public final class WakeService {
    final Signalling signalling;
    final SignalBudget budget;
    final WakeOptions options;
    final ScheduledExecutorService timer;
    final Executor work;
    final RouteLimits limits = new RouteLimits();
    final CoolDown coolDown;

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
    }

    /** Begins to wake a gateway; goes on until it is stopped, or is over. Does not block. */
    public WakeRun wake(Gateway gateway, Duration deadline, Waiters waiters) {
        WakeRun run = new WakeRun(this, gateway, deadline, waiters);
        run.begin();
        return run;
    }

    /** The gateway has dialled in. */
    public void answered(String gatewayId) {
        coolDown.answered(gatewayId);
    }
}
