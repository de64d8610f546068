/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.crypto.Octets;
import io.reveille.server.registry.ApiToken;
import io.reveille.server.registry.ClientReach;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The digests of API tokens. */
public final class ApiTokenTable {
    private ApiTokenTable() {}

    public static List<StoredToken> all(Connection connection) throws SQLException {
        List<StoredToken> all = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement(
                                """
                                SELECT id, sha256, user_name, note, scope, created_at, expires_at,
                                    used_at
                                FROM api_token""");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.add(
                        new StoredToken(
                                new ApiToken(
                                        row.getString("id"),
                                        row.getString("user_name"),
                                        row.getString("note"),
                                        ClientReach.parse(row.getString("scope")),
                                        Columns.instant(row, "created_at").orElseThrow(),
                                        Columns.instant(row, "expires_at").orElseThrow(),
                                        Columns.instant(row, "used_at")),
                                Octets.fromHex(row.getString("sha256"))));
            }
        }
        return all;
    }

    public static void insert(Connection connection, StoredToken stored) throws SQLException {
        ApiToken token = stored.token();
        try (PreparedStatement insert =
                connection.prepareStatement(
                        """
                        INSERT INTO api_token
                            (id, sha256, user_name, note, scope, created_at, expires_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setString(1, token.id());
            insert.setString(2, stored.sha256().hex());
            insert.setString(3, token.user());
            insert.setString(4, token.note());
            insert.setString(5, token.scope().toString());
            Columns.set(insert, 6, Optional.of(token.createdAt()));
            Columns.set(insert, 7, Optional.of(token.expiresAt()));
            insert.executeUpdate();
        }
    }

    public static void delete(Connection connection, String id) throws SQLException {
        delete(connection, "DELETE FROM api_token WHERE id = ?", id);
    }

    public static void deleteOf(Connection connection, String user) throws SQLException {
        delete(connection, "DELETE FROM api_token WHERE user_name = ?", user);
    }

    private static void delete(Connection connection, String sql, String value)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, value);
            delete.executeUpdate();
        }
    }

    public static void dropExpired(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM api_token WHERE expires_at <= ?")) {
            Columns.set(delete, 1, Optional.of(now));
            delete.executeUpdate();
        }
    }

    public static void used(Connection connection, Map<String, Instant> uses) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE api_token SET used_at = ? WHERE id = ?")) {
            for (Map.Entry<String, Instant> use : uses.entrySet()) {
                Columns.set(update, 1, Optional.of(use.getValue()));
                update.setString(2, use.getKey());
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
