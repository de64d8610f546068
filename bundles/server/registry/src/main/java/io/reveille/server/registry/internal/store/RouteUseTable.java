/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.server.registry.Money;
import io.reveille.server.registry.RouteBook.Use;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many messages each route has sent on each day, and what they cost. */
public final class RouteUseTable {
    /** What stands for the currency of messages whose cost is not known. */
    private static final String UNKNOWN = "";

    private RouteUseTable() {}

    /** Counts one message; returns how many rows that took. */
    public static int count(
            Connection connection, String route, LocalDate day, Optional<Money> cost)
            throws SQLException {
        int updated =
                write(
                        connection,
                        """
                        UPDATE route_use SET messages = messages + 1, micros = micros + ?
                        WHERE route = ? AND sent_on = ? AND currency = ?""",
                        route,
                        day,
                        cost);
        return updated > 0
                ? updated
                : write(
                        connection,
                        """
                        INSERT INTO route_use (messages, micros, route, sent_on, currency)
                        VALUES (1, ?, ?, ?, ?)""",
                        route,
                        day,
                        cost);
    }

    /** From that day on, the latest first. */
    public static List<Use> since(Connection connection, LocalDate day) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        """
                        SELECT route, sent_on, messages, micros, currency FROM route_use
                        WHERE sent_on >= ? ORDER BY sent_on DESC, route, currency""")) {
            select.setObject(1, day);
            try (ResultSet row = select.executeQuery()) {
                List<Use> all = new ArrayList<>();
                while (row.next()) {
                    all.add(use(row));
                }
                return all;
            }
        }
    }

    private static Use use(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        return new Use(
                row.getString("route"),
                row.getObject("sent_on", LocalDate.class),
                row.getLong("messages"),
                currency.equals(UNKNOWN)
                        ? Optional.empty()
                        : Optional.of(new Money(row.getLong("micros"), currency)));
    }

    private static int write(
            Connection connection, String sql, String route, LocalDate day, Optional<Money> cost)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, cost.map(Money::micros).orElse(0L));
            statement.setString(2, route);
            statement.setObject(3, day);
            statement.setString(4, cost.map(Money::currency).orElse(UNKNOWN));
            return statement.executeUpdate();
        }
    }
}
