/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.internal.store.Database;
import io.reveille.server.registry.internal.store.GatewayKeys;
import io.reveille.server.registry.internal.store.GatewayKeysTable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What gateways know and use of keys, in memory and written through. */
final class GatewayKeysBook {
    /** One that enrolled before there were key lists. */
    private static final GatewayKeys UNKNOWN = GatewayKeys.enrolled(0, 1, Optional.empty());

    private final Database database;
    private final StoredRegistry registry;
    private final Map<String, GatewayKeys> book;

    GatewayKeysBook(Database database, StoredRegistry registry) {
        this.database = database;
        this.registry = registry;
        this.book = new ConcurrentHashMap<>(database.transaction(GatewayKeysTable::all));
    }

    GatewayKeys of(String gatewayId) {
        return book.getOrDefault(gatewayId, UNKNOWN);
    }

    /** Remembers what has been written already. */
    void remember(String gatewayId, GatewayKeys keys) {
        book.put(gatewayId, keys);
    }

    /** Changes what is known of a gateway; on disk on return. */
    synchronized GatewayKeys change(String gatewayId, UnaryOperator<GatewayKeys> change) {
        GatewayKeys before = of(gatewayId);
        GatewayKeys after = change.apply(before);
        if (!after.equals(before)) {
            database.durably(
                    connection -> {
                        GatewayKeysTable.save(connection, gatewayId, after);
                        return after;
                    });
            book.put(gatewayId, after);
        }
        return after;
    }

    /** How many active gateways this holds for. */
    int count(Predicate<GatewayKeys> condition) {
        return Math.toIntExact(
                registry.gateways().stream()
                        .filter(gateway -> gateway.status() == GatewayStatus.ACTIVE)
                        .filter(gateway -> condition.test(of(gateway.id())))
                        .count());
    }
}
