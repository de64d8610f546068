/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.wake;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps a gateway that does not answer from eating messages that cost: after some wakes in a row
 * without an answer there is a pause, which doubles with each more. Any dial-in ends it.
 */
final class CoolDown {
    /** So many wakes may go unanswered before the first pause. */
    static final int PATIENCE = 3;

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 12;

    private final Duration longest;
    private final Map<String, Silence> silences = new HashMap<>();

    private record Silence(int wakes, long until) {}

    CoolDown(Duration longest) {
        this.longest = longest;
    }

    /** Goes on with a silence from before a restart, which is held back for that long still. */
    synchronized void remember(String gatewayId, int wakes, Duration left, long now) {
        Duration held = left.compareTo(longest) < 0 ? left : longest;
        silences.put(gatewayId, new Silence(wakes, now + held.toNanos()));
    }

    /** How long messages that cost are still to be held back; zero if not at all. */
    synchronized Duration left(String gatewayId, long now) {
        Silence silence = silences.get(gatewayId);
        return silence == null || silence.until - now <= 0
                ? Duration.ZERO
                : Duration.ofNanos(silence.until - now);
    }

    /** Returns how many wakes in a row have gone unanswered now. */
    synchronized int unanswered(String gatewayId, long now) {
        Silence before = silences.get(gatewayId);
        int wakes = before == null ? 1 : before.wakes + 1;
        silences.put(gatewayId, new Silence(wakes, now + pause(wakes).toNanos()));
        return wakes;
    }

    /** Returns whether it had been silent. */
    synchronized boolean answered(String gatewayId) {
        return silences.remove(gatewayId) != null;
    }

    private Duration pause(int wakes) {
        if (wakes < PATIENCE) {
            return Duration.ZERO;
        }
        Duration pause = FIRST.multipliedBy(1L << Math.min(wakes - PATIENCE, MOST_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
