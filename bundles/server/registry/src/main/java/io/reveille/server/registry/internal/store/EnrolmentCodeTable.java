/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.crypto.Octets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Enrolment codes that still admit, by their SHA-256; at most one for a gateway. */
public final class EnrolmentCodeTable {
    private EnrolmentCodeTable() {}

    /**
     * A code that was offered.
     *
     * @param failedClaims how often it was presented with a claim that could not be granted
     * @param claimedBy hash of the keys that it admitted
     */
    public record OpenCode(
            String gatewayId, Instant expiresAt, int failedClaims, Optional<Octets> claimedBy) {}

    public static Optional<OpenCode> find(Connection connection, Octets sha256)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        """
                        SELECT gateway_id, expires_at, failed_claims, claimed_by FROM enrolment_code
                        WHERE code_sha256 = ?""")) {
            select.setBytes(1, sha256.toArray());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new OpenCode(
                                        row.getString("gateway_id"),
                                        Columns.instant(row, "expires_at").orElseThrow(),
                                        row.getInt("failed_claims"),
                                        Optional.ofNullable(row.getBytes("claimed_by"))
                                                .map(Octets::of)))
                        : Optional.empty();
            }
        }
    }

    /** A code's hash, for the gateway that it is for. */
    public record NewCode(String gatewayId, Octets sha256) {}

    /** Replaces the gateways' open codes, if any. The gateways must be written before. */
    public static void replaceAll(
            Connection connection, List<NewCode> codes, Instant now, Instant expiresAt)
            throws SQLException {
        try (PreparedStatement delete =
                        connection.prepareStatement(
                                "DELETE FROM enrolment_code WHERE gateway_id = ?");
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                INSERT INTO enrolment_code
                                    (gateway_id, code_sha256, created_at, expires_at)
                                VALUES (?, ?, ?, ?)""")) {
            for (NewCode code : codes) {
                delete.setString(1, code.gatewayId());
                delete.addBatch();
                insert.setString(1, code.gatewayId());
                insert.setBytes(2, code.sha256().toArray());
                Columns.set(insert, 3, Optional.of(now));
                Columns.set(insert, 4, Optional.of(expiresAt));
                insert.addBatch();
            }
            delete.executeBatch();
            insert.executeBatch();
        }
    }

    public static void claim(Connection connection, String gatewayId, Octets claimedBy)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE enrolment_code SET claimed_by = ? WHERE gateway_id = ?")) {
            update.setBytes(1, claimedBy.toArray());
            update.setString(2, gatewayId);
            update.executeUpdate();
        }
    }

    public static void countFailure(Connection connection, String gatewayId) throws SQLException {
        execute(
                connection,
                "UPDATE enrolment_code SET failed_claims = failed_claims + 1 WHERE gateway_id = ?",
                gatewayId);
    }

    public static void delete(Connection connection, String gatewayId) throws SQLException {
        execute(connection, "DELETE FROM enrolment_code WHERE gateway_id = ?", gatewayId);
    }

    private static void execute(Connection connection, String sql, String gatewayId)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, gatewayId);
            statement.executeUpdate();
        }
    }
}
