/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that is moved by hand. */
final class MovableTime implements InstantSource {
    private volatile Instant now;

    MovableTime(Instant now) {
        this.now = now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
