/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.server.registry.Silence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The gateways that have not answered lately. */
public final class SilenceTable {
    private SilenceTable() {}

    public static List<Silence> all(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT gateway_id, wakes, held_until FROM silence ORDER BY gateway_id");
                ResultSet row = select.executeQuery()) {
            List<Silence> all = new ArrayList<>();
            while (row.next()) {
                all.add(
                        new Silence(
                                row.getString("gateway_id"),
                                row.getInt("wakes"),
                                Columns.instant(row, "held_until").orElseThrow()));
            }
            return all;
        }
    }

    /** Writes it instead of an earlier one; returns 1. */
    public static int save(Connection connection, Silence silence) throws SQLException {
        delete(connection, silence.gatewayId());
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO silence (gateway_id, wakes, held_until) VALUES (?, ?, ?)")) {
            insert.setString(1, silence.gatewayId());
            insert.setInt(2, silence.wakes());
            Columns.set(insert, 3, Optional.of(silence.until()));
            return insert.executeUpdate();
        }
    }

    /** Returns how many there were, 0 or 1. */
    public static int delete(Connection connection, String gatewayId) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM silence WHERE gateway_id = ?")) {
            delete.setString(1, gatewayId);
            return delete.executeUpdate();
        }
    }
}
