/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.server.registry.Money;
import io.reveille.server.registry.RouteBook;
import io.reveille.server.registry.internal.store.Database;
import io.reveille.server.registry.internal.store.RouteFindingTable;
import io.reveille.server.registry.internal.store.RouteUseTable;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Routes' use and what was found of them, written through. */
final class StoredRouteBook implements RouteBook {
    private static final int MOST_DAYS = 3660;

    private final Database database;
    private final InstantSource clock;
    private final Map<String, Finding> findings = new ConcurrentHashMap<>();

    StoredRouteBook(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        findings.putAll(database.transaction(RouteFindingTable::all));
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

    @Override
    public Optional<Finding> finding(String route) {
        return Optional.ofNullable(findings.get(route));
    }

    @Override
    public synchronized void found(String route, Finding finding) {
        Finding kept =
                new Finding(
                        finding.binary(),
                        finding.at().truncatedTo(ChronoUnit.MICROS),
                        finding.text());
        database.durably(connection -> RouteFindingTable.save(connection, route, kept));
        findings.put(route, kept);
    }

    @Override
    public synchronized void forget(String route) {
        database.durably(connection -> RouteFindingTable.delete(connection, route));
        findings.remove(route);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
