/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import java.util.concurrent.TimeUnit;

/**
 * Sees to it that a scan, refused a thousand times, fills neither log nor record: thirty refusals a
 * minute are noted.
 */
final class RefusalNotes {

    private static final int MOST = 30;
    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

    private long windowStart = System.nanoTime();
    private int recorded;

    synchronized boolean isWorthNoting() {
        long now = System.nanoTime();
        if (now - windowStart > WINDOW) {
            windowStart = now;
            recorded = 0;
        }
        return recorded++ < MOST;
    }
}
