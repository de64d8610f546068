/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.NetworkTime;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import io.reveille.gateway.modem.internal.vendor.ClockQuirks;
import io.reveille.gateway.modem.internal.vendor.QuirksTable;
import io.reveille.gateway.modem.internal.vendor.TimeText;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that the network tells (NITZ): as the modem announces it, or as its clock shows it where
 * that follows the network. Safe for several threads.
 */
final class NetworkClock {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkClock.class);

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
        boolean learnt =
                ask(at, quirks.universal(), true)
                        || ask(at, quirks.local(), false)
                        || (follows && ask(at, quirks.clock(), false));
        LOG.trace("The network's time is {}", learnt ? "told" : "not told");
    }

    /** Asks until one command tells. */
    private boolean ask(At at, List<String> commands, boolean universal)
            throws ModemUpsetException {
        for (String command : commands) {
            Optional<NetworkTime> told =
                    at.text(command).flatMap(text -> TimeText.read(text, universal));
            if (told.isPresent()) {
                time = told;
                return true;
            }
        }
        return false;
    }
}
