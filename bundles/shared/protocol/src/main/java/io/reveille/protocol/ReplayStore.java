/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import java.io.IOException;

/** Remembers which counters were accepted, across restarts and crashes. Thread-safe. */
public interface ReplayStore {

    /**
     * Accepts a counter unless it was accepted before or is too old to tell. When this returns
     * true, neither a crash nor a power cut makes it return true for the same counter again.
     *
     * @param counter 0 to 2³²−1
     * @throws IOException when that can't be guaranteed; the counter is then not accepted
     */
    boolean accept(CounterSeries series, long counter) throws IOException;
}
