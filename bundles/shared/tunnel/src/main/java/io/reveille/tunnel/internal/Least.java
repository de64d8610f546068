/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

/** The least of the values of the last while: of one to two times the memory's length. */
final class Least {

    private final long memory;
    private long began;
    private long before = Long.MAX_VALUE;
    private long now = Long.MAX_VALUE;

    Least(long memory) {
        this.memory = memory;
    }

    /**
     * Adds a value.
     *
     * @return whether it is the first in a new stretch of memory
     */
    boolean add(long time, long value) {
        boolean first = now == Long.MAX_VALUE || time - began >= memory;
        if (first) {
            before = time - began >= 2 * memory ? Long.MAX_VALUE : now;
            now = value;
            began = time;
        }
        now = Math.min(now, value);
        return first;
    }

    boolean isEmpty() {
        return get() == Long.MAX_VALUE;
    }

    long get() {
        return Math.min(before, now);
    }
}
