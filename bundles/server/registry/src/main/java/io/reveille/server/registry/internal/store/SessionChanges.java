/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.SessionStep;
import io.reveille.server.registry.internal.store.SessionChange.Ending;
import io.reveille.server.registry.internal.store.SessionChange.Opening;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
                                INSERT INTO client_session
                                    (session_key, gateway_id, service, client, user_name, opened_at,
                                     outcome)
                                VALUES (?, ?, ?, ?, ?, ?, 'OPEN')""");
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
                    add(insert, change.opening().get());
                }
                add(update, change);
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
     * Drops some of the ended sessions that were opened before, or are not among the newest.
     *
     * @return how many; call again until there are none
     */
    public static int prune(Connection connection, Instant before, int newest) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(
                        """
                        DELETE FROM client_session WHERE session_key IN (
                            SELECT session_key FROM client_session
                            WHERE outcome <> 'OPEN' AND (opened_at < ? OR session_key <= (
                                SELECT session_key FROM client_session
                                ORDER BY session_key DESC OFFSET ? ROWS FETCH FIRST 1 ROW ONLY))
                            ORDER BY session_key FETCH FIRST ? ROWS ONLY)""")) {
            Columns.set(delete, 1, Optional.of(before));
            delete.setInt(2, newest);
            delete.setInt(3, PRUNED_AT_ONCE);
            return delete.executeUpdate();
        }
    }

    private static void add(PreparedStatement insert, Opening opening) throws SQLException {
        insert.setString(1, opening.key());
        insert.setString(2, opening.gatewayId());
        insert.setString(3, opening.service());
        insert.setString(4, opening.client());
        insert.setString(5, opening.user().orElse(null));
        Columns.set(insert, 6, Optional.of(opening.openedAt()));
        insert.addBatch();
    }

    private static void add(PreparedStatement update, SessionChange change) throws SQLException {
        update.setLong(1, change.octetsUp());
        update.setLong(2, change.octetsDown());
        update.setString(3, change.ending().map(Ending::outcome).orElse(Outcome.OPEN).name());
        update.setString(4, change.ending().map(Ending::reason).orElse(""));
        Columns.set(update, 5, change.ending().map(Ending::at));
        update.setString(6, change.key());
        update.addBatch();
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
