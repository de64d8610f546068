/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.protocol.Step;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Session;
import io.reveille.server.registry.SessionStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads sessions and their steps. */
public final class SessionTable {
    private static final String COLUMNS =
            """
            SELECT session_key, gateway_id, service, client, user_name, opened_at, ended_at, outcome, reason,
                octets_up, octets_down
            FROM client_session
            """;

    private SessionTable() {}

    /** The newest sessions, newest first. */
    public static List<Session> recent(Connection connection, int limit, Optional<String> gatewayId)
            throws SQLException {
        String where = gatewayId.isPresent() ? "WHERE gateway_id = ? " : "";
        try (PreparedStatement select =
                connection.prepareStatement(
                        COLUMNS + where + "ORDER BY session_key DESC FETCH FIRST ? ROWS ONLY")) {
            int index = 1;
            if (gatewayId.isPresent()) {
                select.setString(index++, gatewayId.get());
            }
            select.setInt(index, limit);
            return sessions(connection, select);
        }
    }

    public static Optional<Session> find(Connection connection, String key) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + "WHERE session_key = ?")) {
            select.setString(1, key);
            return sessions(connection, select).stream().findFirst();
        }
    }

    public static Optional<String> newestKey(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT MAX(session_key) FROM client_session");
                ResultSet row = select.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getString(1));
        }
    }

    private static List<Session> sessions(Connection connection, PreparedStatement select)
            throws SQLException {
        List<Session> sessions = new ArrayList<>();
        try (PreparedStatement steps =
                        connection.prepareStatement(
                                """
                                SELECT step, at, detail FROM session_step
                                WHERE session_key = ? ORDER BY at, position""");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                sessions.add(session(row, steps));
            }
        }
        return sessions;
    }

    private static Session session(ResultSet row, PreparedStatement steps) throws SQLException {
        String key = row.getString("session_key");
        return new Session(
                key,
                row.getString("gateway_id"),
                row.getString("service"),
                row.getString("client"),
                Optional.ofNullable(row.getString("user_name")),
                Columns.instant(row, "opened_at").orElseThrow(),
                Columns.instant(row, "ended_at"),
                steps(steps, key),
                Outcome.valueOf(row.getString("outcome")),
                row.getString("reason"),
                row.getLong("octets_up"),
                row.getLong("octets_down"));
    }

    private static List<SessionStep> steps(PreparedStatement select, String key)
            throws SQLException {
        List<SessionStep> steps = new ArrayList<>();
        select.setString(1, key);
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                steps.add(
                        new SessionStep(
                                Step.valueOf(row.getString("step")),
                                Columns.instant(row, "at").orElseThrow(),
                                row.getString("detail")));
            }
        }
        return steps;
    }
}
