/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import java.util.function.Consumer;

/**
 * Something on its way to a recipient.
 *
 * @param expires when it is given up, in the time of {@link System#nanoTime()}
 * @param fate is told how it ended, once; before that, any number of times, that it is delayed
 */
record Parcel(Recipient to, Load load, long expires, Consumer<Fate> fate) {

    boolean isExpired(long now) {
        return now - expires >= 0;
    }

    /** The same once more, with nobody told how it ends. */
    Parcel copy() {
        return new Parcel(to, load, expires, unused -> {});
    }
}
