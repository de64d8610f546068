/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.server.registry.RouteBook.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What tests of routes came to. */
public final class RouteFindingTable {
    private RouteFindingTable() {}

    public static Map<String, Finding> all(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT route, carries_binary, found_at, finding FROM route_finding");
                ResultSet row = select.executeQuery()) {
            Map<String, Finding> all = new HashMap<>();
            while (row.next()) {
                all.put(
                        row.getString("route"),
                        new Finding(
                                row.getBoolean("carries_binary"),
                                Columns.instant(row, "found_at").orElseThrow(),
                                row.getString("finding")));
            }
            return all;
        }
    }

    /** Writes the finding instead of an earlier one; returns 1. */
    public static int save(Connection connection, String route, Finding finding)
            throws SQLException {
        delete(connection, route);
        try (PreparedStatement insert =
                connection.prepareStatement(
                        """
                        INSERT INTO route_finding (route, carries_binary, found_at, finding)
                        VALUES (?, ?, ?, ?)""")) {
            insert.setString(1, route);
            insert.setBoolean(2, finding.binary());
            Columns.set(insert, 3, Optional.of(finding.at()));
            insert.setString(4, finding.text());
            return insert.executeUpdate();
        }
    }

    /** Returns how many there were, 0 or 1. */
    public static int delete(Connection connection, String route) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM route_finding WHERE route = ?")) {
            delete.setString(1, route);
            return delete.executeUpdate();
        }
    }
}
