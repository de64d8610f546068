/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.wake;

import io.reveille.server.registry.SignalRate;

/** Lets a burst of a rate's messages through, and then as many as the rate allows. */
final class TokenBucket {
    private final SignalRate rate;
    private final long nanosEach;
    private long fullAt;

    TokenBucket(SignalRate rate, long now) {
        this.rate = rate;
        this.nanosEach = Math.max(1, rate.period().toNanos() / rate.messages());
        this.fullAt = now;
    }

    SignalRate rate() {
        return rate;
    }

    /** Takes one; returns 0, or after how many nanoseconds there will be one. */
    long take(long now) {
        long full = fullAt - now > 0 ? fullAt : now;
        long wait = full + nanosEach - now - nanosEach * rate.messages();
        if (wait > 0) {
            return wait;
        }
        fullAt = full + nanosEach;
        return 0;
    }
}
