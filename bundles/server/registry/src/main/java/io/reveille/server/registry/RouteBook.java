/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What is kept of routes beyond a restart: what was sent, what it cost, what was found. */
@ProviderType
public interface RouteBook {
    /**
     * Counts one message that a route has accepted, for today (UTC).
     *
     * @param cost of it, if known
     */
    void sent(String route, Optional<Money> cost);

    /**
     * What was sent, the latest day first.
     *
     * @param days of so many days, today's included; 1 to 3660
     */
    List<Use> use(int days);

    /** What the last test of a route came to; empty if it was never tested. */
    Optional<Finding> finding(String route);

    /** Remembers what a test of a route came to, instead of what earlier ones did. */
    void found(String route, Finding finding);

    /** Forgets what tests of a route came to. */
    void forget(String route);

    /**
     * What a test of a route came to.
     *
     * @param binary whether octets arrive as they were sent
     * @param at when that was found
     * @param text for people, at most 500 characters
     */
    record Finding(boolean binary, Instant at, String text) {
        /** The most characters that are kept. */
        public static final int LONGEST_TEXT = 500;

        public Finding {
            text = text.substring(0, Math.min(text.length(), LONGEST_TEXT));
        }
    }

    /**
     * The messages of one route on one day in one currency.
     *
     * @param cost of all of them; empty for messages whose cost was not known
     */
    record Use(String route, LocalDate day, long messages, Optional<Money> cost) {}
}
