/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts connections that have not proven yet who they are, so that strangers cannot hold all there
 * is.
 */
final class Newcomers {

    private final int most;
    private final int mostOfOne;
    private final Map<InetAddress, Integer> waiting = new HashMap<>();
    private int all;

    Newcomers(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Counts one more; false if there are enough. */
    synchronized boolean enter(InetAddress from) {
        int already = waiting.getOrDefault(from, 0);
        if (all >= most || already >= mostOfOne) {
            return false;
        }
        waiting.put(from, already + 1);
        all++;
        return true;
    }

    /** One has proven itself or gone; to be called once for each that entered. */
    synchronized void leave(InetAddress from) {
        waiting.computeIfPresent(from, (address, count) -> count > 1 ? count - 1 : null);
        all--;
    }
}
