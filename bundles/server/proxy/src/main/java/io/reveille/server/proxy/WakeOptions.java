/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import io.reveille.server.registry.WakePolicy;
import java.time.Duration;

/**
 * How gateways are woken.
 *
 * @param policy for gateways that have none of their own
 * @param patience how long an accepted request is waited for before the next one is sent; doubles
 *     with every request of a wake; 100 ms to 1 h
 * @param attempts the most requests of a wake, of each channel when they go in parallel; 1 to 100
 * @param longestCoolDown after several wakes without an answer, messages that cost are held back
 *     for ever longer, up to this; zero for never, at most 1 d
 */
public record WakeOptions(
        WakePolicy policy, Duration patience, int attempts, Duration longestCoolDown) {
    /** The cheapest route first, up to three requests, the second after 20 seconds. */
    public static final WakeOptions DEFAULT =
            new WakeOptions(WakePolicy.DEFAULT, Duration.ofSeconds(20), 3, Duration.ofMinutes(15));

    public WakeOptions {
        require("wake.retry in ms", patience.toMillis(), 100, Duration.ofHours(1).toMillis());
        require("wake.attempts", attempts, 1, 100);
        require("wake.cooldown in seconds", longestCoolDown.toSeconds(), 0, 86_400);
    }

    private static void require(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": " + value + " is not between " + least + " and " + most);
        }
    }
}
