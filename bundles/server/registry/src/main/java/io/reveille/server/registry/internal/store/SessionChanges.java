/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.SessionStep;
import io.reveille.server.registry.internal.store.SessionChange.Ending;
import io.reveille.server.registry.internal.store.SessionChange.Opening;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes sessions and drops old ones. */
public final class SessionChanges {
    /** So that no transaction grows without bounds. */
    private static final int PRUNED_AT_ONCE = 1000;

    private SessionChanges() {}

    /** Writes all changes by a few batches. */
    public static void write(Connection connection, List<SessionChange> changes)
            throws SQLException {
        try (PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                INSERT INTO client_session (octets_up, octets_down, outcome, reason,
                                    ended_at, session_key, gateway_id, service, client, user_name,
                                    opened_at)
                                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
                PreparedStatement update =
                        connection.prepareStatement(
                                """
                                UPDATE client_session SET octets_up = ?, octets_down = ?,
                                    outcome = ?, reason = ?, ended_at = ?
                                WHERE session_key = ?""");
                PreparedStatement step =
                        connection.prepareStatement(
                                """
                                INSERT INTO session_step (session_key, position, step, at, detail)
                                VALUES (?, ?, ?, ?, ?)""")) {
            for (SessionChange change : changes) {
                if (change.opening().isPresent()) {
                    add(insert, change, change.opening().get());
                } else {
                    set(update, change);
                    update.addBatch();
                }
                add(step, change.key(), change.firstPosition(), change.steps());
            }
            insert.executeBatch();
            update.executeBatch();
            step.executeBatch();
        }
    }

    /** Marks what was open when the server stopped or crashed. */
    public static int interruptOpen(Connection connection, String reason, Optional<Instant> endedAt)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        """
                        UPDATE client_session SET outcome = ?, reason = ?, ended_at = ?
                        WHERE outcome = ?""")) {
            update.setString(1, Outcome.INTERRUPTED.name());
            update.setString(2, reason);
            Columns.set(update, 3, endedAt);
            update.setString(4, Outcome.OPEN.name());
            return update.executeUpdate();
        }
    }

    /**
     * Drops some of the ended sessions whose keys, which rise with time, come before, or that are
     * not among the newest. Looks at no more of the others than it must.
     *
     * @return how many; call again until there are none
     */
    public static int prune(Connection connection, String before, int newest) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(
                        """
                        DELETE FROM client_session WHERE session_key IN (
                            SELECT session_key FROM client_session
                            WHERE session_key < ? AND outcome <> 'OPEN'
                            ORDER BY session_key FETCH FIRST ? ROWS ONLY)""")) {
            String oldestKept = oldestOf(connection, newest).orElse(before);
            delete.setString(1, oldestKept.compareTo(before) > 0 ? oldestKept : before);
            delete.setInt(2, PRUNED_AT_ONCE);
            return delete.executeUpdate();
        }
    }

    /** The oldest of so many newest; empty if there are not so many. */
    private static Optional<String> oldestOf(Connection connection, int newest)
            throws SQLException {
        try (PreparedStatement count =
                        connection.prepareStatement("SELECT COUNT(*) FROM client_session");
                PreparedStatement key =
                        connection.prepareStatement(
                                """
                                SELECT session_key FROM client_session
                                ORDER BY session_key OFFSET ? ROWS FETCH FIRST 1 ROW ONLY""");
                ResultSet counted = count.executeQuery()) {
            long surplus = counted.next() ? counted.getLong(1) - newest : 0;
            if (surplus <= 0) {
                return Optional.empty();
            }
            key.setLong(1, surplus);
            try (ResultSet found = key.executeQuery()) {
                return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
            }
        }
    }

    private static void add(PreparedStatement insert, SessionChange change, Opening opening)
            throws SQLException {
        set(insert, change);
        insert.setString(7, opening.gatewayId());
        insert.setString(8, opening.service());
        insert.setString(9, opening.client());
        insert.setString(10, opening.user().orElse(null));
        Columns.set(insert, 11, Optional.of(opening.openedAt()));
        insert.addBatch();
    }

    /** What both statements begin with. */
    private static void set(PreparedStatement statement, SessionChange change) throws SQLException {
        statement.setLong(1, change.octetsUp());
        statement.setLong(2, change.octetsDown());
        statement.setString(3, change.ending().map(Ending::outcome).orElse(Outcome.OPEN).name());
        statement.setString(4, change.ending().map(Ending::reason).orElse(""));
        Columns.set(statement, 5, change.ending().map(Ending::at));
        statement.setString(6, change.key());
    }

    private static void add(
            PreparedStatement insert, String key, int firstPosition, List<SessionStep> steps)
            throws SQLException {
        int position = firstPosition;
        for (SessionStep step : steps) {
            insert.setString(1, key);
            insert.setInt(2, position++);
            insert.setString(3, step.step().name());
            Columns.set(insert, 4, Optional.of(step.at()));
            insert.setString(5, step.detail());
            insert.addBatch();
        }
    }
}
