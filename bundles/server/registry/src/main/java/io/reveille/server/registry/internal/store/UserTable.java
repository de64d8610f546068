/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.crypto.Octets;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.User;
import io.reveille.server.registry.UserRights;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Users and the fingerprints of their certificates. */
public final class UserTable {
    private UserTable() {}

    public static List<StoredUser> all(Connection connection) throws SQLException {
        Map<String, List<Octets>> certificates = certificates(connection);
        List<StoredUser> all = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement(
                                """
                                SELECT name, role, reach, password, created_at, revoked_at
                                FROM client_user""");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.add(user(row, certificates.getOrDefault(row.getString("name"), List.of())));
            }
        }
        return all;
    }

    /** Writes the user, new or known, with exactly its certificates. */
    public static void save(Connection connection, StoredUser stored) throws SQLException {
        if (!write(
                connection,
                stored,
                """
                UPDATE client_user SET role = ?, reach = ?, password = ?, created_at = ?,
                    revoked_at = ? WHERE name = ?""")) {
            write(
                    connection,
                    stored,
                    """
                    INSERT INTO client_user (role, reach, password, created_at, revoked_at, name)
                    VALUES (?, ?, ?, ?, ?, ?)""");
        }
        saveCertificates(connection, stored.user());
    }

    private static boolean write(Connection connection, StoredUser stored, String sql)
            throws SQLException {
        User user = stored.user();
        try (PreparedStatement write = connection.prepareStatement(sql)) {
            write.setString(1, user.rights().role().name());
            write.setString(2, user.rights().reach().toString());
            write.setString(3, stored.password().orElse(null));
            Columns.set(write, 4, Optional.of(user.createdAt()));
            Columns.set(write, 5, user.revokedAt());
            write.setString(6, user.name());
            return write.executeUpdate() > 0;
        }
    }

    private static void saveCertificates(Connection connection, User user) throws SQLException {
        try (PreparedStatement delete =
                        connection.prepareStatement(
                                "DELETE FROM user_certificate WHERE user_name = ?");
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                INSERT INTO user_certificate (fingerprint, user_name)
                                VALUES (?, ?)""")) {
            delete.setString(1, user.name());
            delete.executeUpdate();
            for (Octets fingerprint : user.certificates()) {
                insert.setString(1, fingerprint.hex());
                insert.setString(2, user.name());
                insert.executeUpdate();
            }
        }
    }

    private static Map<String, List<Octets>> certificates(Connection connection)
            throws SQLException {
        Map<String, List<Octets>> certificates = new HashMap<>();
        try (PreparedStatement select =
                        connection.prepareStatement(
                                """
                                SELECT user_name, fingerprint FROM user_certificate
                                ORDER BY fingerprint""");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                certificates
                        .computeIfAbsent(row.getString("user_name"), name -> new ArrayList<>())
                        .add(Octets.fromHex(row.getString("fingerprint")));
            }
        }
        return certificates;
    }

    private static StoredUser user(ResultSet row, List<Octets> certificates) throws SQLException {
        Optional<String> password = Optional.ofNullable(row.getString("password"));
        return new StoredUser(
                new User(
                        row.getString("name"),
                        new UserRights(
                                ClientRole.valueOf(row.getString("role")),
                                ClientReach.parse(row.getString("reach"))),
                        password.isPresent(),
                        certificates,
                        Columns.instant(row, "created_at").orElseThrow(),
                        Columns.instant(row, "revoked_at")),
                password);
    }
}
