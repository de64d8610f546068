/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keys of sessions: 13 characters of Crockford's base 32 in lower case, a millisecond and a random
 * part, always rising, even when the clock is set back.
 */
final class SessionKeys {
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 13;
    private static final int RANDOM_BITS = 15;

    private final InstantSource clock;
    private final AtomicLong last;

    SessionKeys(InstantSource clock, Optional<String> newest) {
        this.clock = clock;
        this.last = new AtomicLong(newest.map(SessionKeys::number).orElse(0L));
    }

    String next() {
        long drawn =
                (clock.millis() << RANDOM_BITS)
                        | ThreadLocalRandom.current().nextInt(1 << RANDOM_BITS);
        return text(last.accumulateAndGet(drawn, (before, now) -> Math.max(before + 1, now)));
    }

    /** What the keys of sessions that were opened before are less than. */
    static String first(Instant opened) {
        return text(Math.max(0, opened.toEpochMilli()) << RANDOM_BITS);
    }

    private static String text(long number) {
        char[] text = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (number & 31));
            number >>>= 5;
        }
        return new String(text);
    }

    private static long number(String text) {
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            number = (number << 5) | Math.max(0, DIGITS.indexOf(text.charAt(i)));
        }
        return number;
    }
}
