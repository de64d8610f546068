/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.server.registry.AddressGrant;
import io.reveille.server.registry.IpLiterals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is open for which address. */
public final class AddressGrantTable {
    private AddressGrantTable() {}

    public static List<AddressGrant> all(Connection connection) throws SQLException {
        List<AddressGrant> all = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement(
                                """
                                SELECT id, address, gateway_id, service, user_name, opened_at,
                                    expires_at
                                FROM address_grant""");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.add(
                        new AddressGrant(
                                row.getString("id"),
                                IpLiterals.parse(row.getString("address")),
                                row.getString("gateway_id"),
                                row.getString("service"),
                                row.getString("user_name"),
                                Columns.instant(row, "opened_at").orElseThrow(),
                                Columns.instant(row, "expires_at").orElseThrow()));
            }
        }
        return all;
    }

    public static void insert(Connection connection, AddressGrant grant) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        """
                        INSERT INTO address_grant (id, address, gateway_id, service, user_name,
                            opened_at, expires_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setString(1, grant.id());
            insert.setString(2, grant.address().getHostAddress());
            insert.setString(3, grant.gatewayId());
            insert.setString(4, grant.service());
            insert.setString(5, grant.user());
            Columns.set(insert, 6, Optional.of(grant.openedAt()));
            Columns.set(insert, 7, Optional.of(grant.expiresAt()));
            insert.executeUpdate();
        }
    }

    public static void delete(Connection connection, String id) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM address_grant WHERE id = ?")) {
            delete.setString(1, id);
            delete.executeUpdate();
        }
    }

    public static void deleteOf(Connection connection, String user) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM address_grant WHERE user_name = ?")) {
            delete.setString(1, user);
            delete.executeUpdate();
        }
    }

    public static void dropExpired(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM address_grant WHERE expires_at <= ?")) {
            Columns.set(delete, 1, Optional.of(now));
            delete.executeUpdate();
        }
    }
}
