/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.NetworkTime;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import io.reveille.gateway.modem.internal.vendor.ClockQuirks;
import io.reveille.gateway.modem.internal.vendor.QuirksTable;
import io.reveille.gateway.modem.internal.vendor.TimeText;
import java.util.List;
import java.util.Optional;

/**
 * The time that the network tells (NITZ): as the modem announces it, or as its clock shows it where
 * that follows the network. Safe for several threads.
 */
final class NetworkClock {
    private final QuirksTable table;
    private volatile Optional<NetworkTime> time = Optional.empty();
    private boolean follows;

    NetworkClock(QuirksTable table) {
        this.table = table;
    }

    /** The time that was told last. */
    Optional<NetworkTime> time() {
        return time;
    }

    /** Takes note of a line said unasked; true when it told the time. */
    boolean said(String line) {
        Optional<NetworkTime> told = table.time(line);
        time = told.or(() -> time);
        return told.isPresent();
    }

    /** Has the modem announce the time and keep its clock by it; finds out whether it does. */
    void setUp(At at, ClockQuirks quirks) throws ModemUpsetException {
        for (String command : quirks.setup()) {
            var unused = at.run(command);
        }
        follows = false;
        for (String command : quirks.proof()) {
            follows |= at.values(command).map(v -> v.number(0).orElse(0) > 0).orElse(false);
        }
    }

    /** Asks for the time. */
    void ask(At at, ClockQuirks quirks) throws ModemUpsetException {
        for (String command : quirks.network()) {
            if (learn(at.text(command).flatMap(text -> TimeText.read(text, true)))) {
                return;
            }
        }
        for (String command : follows ? quirks.clock() : List.<String>of()) {
            if (learn(at.text(command).flatMap(text -> TimeText.read(text, false)))) {
                return;
            }
        }
    }

    private boolean learn(Optional<NetworkTime> told) {
        time = told.or(() -> time);
        return told.isPresent();
    }
}
