/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.server.registry.AccessAttempt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The audit of who showed credentials. */
public final class AccessAttemptTable {
    private AccessAttemptTable() {}

    public static void insert(Connection connection, List<AccessAttempt> attempts)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        """
                        INSERT INTO access_attempt (at, source, kind, user_name, admitted, detail)
                        VALUES (?, ?, ?, ?, ?, ?)""")) {
            for (AccessAttempt attempt : attempts) {
                Columns.set(insert, 1, Optional.of(attempt.at()));
                insert.setString(2, attempt.source());
                insert.setString(3, attempt.kind());
                insert.setString(4, attempt.user());
                insert.setBoolean(5, attempt.admitted());
                insert.setString(6, attempt.detail());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Drops what is older, and what is not among the newest. */
    public static void prune(Connection connection, Instant before, int newest)
            throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(
                        """
                        DELETE FROM access_attempt WHERE at < ? OR number <= (
                            SELECT MAX(number) FROM access_attempt) - ?""")) {
            Columns.set(delete, 1, Optional.of(before));
            delete.setInt(2, newest);
            delete.executeUpdate();
        }
    }

    public static List<AccessAttempt> recent(
            Connection connection, int limit, Optional<String> user) throws SQLException {
        List<AccessAttempt> attempts = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT at, source, kind, user_name, admitted, detail FROM access_attempt "
                                + (user.isPresent() ? "WHERE user_name = ? " : "")
                                + "ORDER BY number DESC FETCH FIRST ? ROWS ONLY")) {
            int index = 1;
            if (user.isPresent()) {
                select.setString(index++, user.get());
            }
            select.setInt(index, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    attempts.add(
                            new AccessAttempt(
                                    Columns.instant(row, "at").orElseThrow(),
                                    row.getString("source"),
                                    row.getString("kind"),
                                    row.getString("user_name"),
                                    row.getBoolean("admitted"),
                                    row.getString("detail")));
                }
            }
        }
        return attempts;
    }
}
