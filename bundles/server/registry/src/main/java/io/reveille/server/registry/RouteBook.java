/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What is kept of routes beyond a restart: what was sent and what it cost. */
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

    /**
     * The messages of one route on one day in one currency.
     *
     * @param cost of all of them; empty for messages whose cost was not known
     */
    record Use(String route, LocalDate day, long messages, Optional<Money> cost) {}
}
