/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.server.registry.Money;
import io.reveille.server.registry.RouteBook;
import io.reveille.server.registry.internal.store.Database;
import io.reveille.server.registry.internal.store.RouteUseTable;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Routes' use, written through. */
final class StoredRouteBook implements RouteBook {
    private static final int MOST_DAYS = 3660;

    private final Database database;
    private final InstantSource clock;

    StoredRouteBook(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public synchronized void sent(String route, Optional<Money> cost) {
        LocalDate today = today();
        database.transaction(connection -> RouteUseTable.count(connection, route, today, cost));
    }

    @Override
    public List<Use> use(int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("days must be 1 to 3660, but is " + days);
        }
        LocalDate first = today().minusDays(days - 1L);
        return database.transaction(connection -> RouteUseTable.since(connection, first));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
