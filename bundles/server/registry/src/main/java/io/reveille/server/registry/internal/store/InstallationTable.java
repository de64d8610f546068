/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.crypto.Octets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Supplier;

/** Octets drawn once for an installation. */
public final class InstallationTable {
    private InstallationTable() {}

    /** The octets of that name, drawn now if there are none yet. */
    public static Octets get(Connection connection, String name, Supplier<Octets> draw)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT octets FROM installation WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    return Octets.of(row.getBytes(1));
                }
            }
        }
        Octets drawn = draw.get();
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO installation (name, octets) VALUES (?, ?)")) {
            insert.setString(1, name);
            insert.setBytes(2, drawn.toArray());
            insert.executeUpdate();
        }
        return drawn;
    }

    /** Writes the octets of that name instead of earlier ones; returns them. */
    public static Octets put(Connection connection, String name, Octets octets)
            throws SQLException {
        try (PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM installation WHERE name = ?");
                PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO installation (name, octets) VALUES (?, ?)")) {
            delete.setString(1, name);
            delete.executeUpdate();
            insert.setString(1, name);
            insert.setBytes(2, octets.toArray());
            insert.executeUpdate();
        }
        return octets;
    }
}
