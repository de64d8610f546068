/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

/**
 * Which counters of one series were seen: the highest, and which of the 63 before it. Anything
 * older counts as seen. Immutable; the same idea as in RFC 4303 section 3.4.3.
 *
 * @param highest the highest counter seen, −1 when there is none
 * @param seen bit i says whether {@code highest - i} was seen
 */
public record ReplayWindow(long highest, long seen) {

    /** How many counters back a late request may be. */
    public static final int WIDTH = 64;

    /** Nothing seen yet. */
    public static final ReplayWindow EMPTY = new ReplayWindow(-1, 0);

    /**
     * @throws IllegalArgumentException when the highest is no counter, or is not itself among the
     *     seen
     */
    public ReplayWindow {
        Ranges.check("highest counter", highest, -1, AccessRequest.MAXIMUM_COUNTER);
        if (highest == -1 ? seen != 0 : (seen & 1) == 0) {
            throw new IllegalArgumentException("a replay window that contradicts itself");
        }
    }

    /** A window in which everything up to {@code highest} counts as seen. */
    static ReplayWindow closedUpTo(long highest) {
        return new ReplayWindow(highest, -1L);
    }

    /** Whether this counter was seen, or is too old to tell. */
    public boolean refuses(long counter) {
        long age = highest - counter;
        return age >= 0 && (age >= WIDTH || (seen >>> age & 1) == 1);
    }

    /**
     * The window once this counter has been seen.
     *
     * @param counter 0 to 2³²−1; one that is older than the window changes nothing
     */
    public ReplayWindow with(long counter) {
        Ranges.check("counter", counter, 0, AccessRequest.MAXIMUM_COUNTER);
        if (refuses(counter)) {
            return this;
        }
        if (counter < highest) {
            return new ReplayWindow(highest, seen | 1L << (highest - counter));
        }
        long ahead = counter - highest;
        return new ReplayWindow(counter, (ahead >= WIDTH ? 0 : seen << ahead) | 1);
    }
}
