/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How far the counters of access requests may have been used. */
public final class CounterTable {
    private CounterTable() {}

    /**
     * Reserves the next block of counters.
     *
     * @return the first of the block
     */
    public static long reserve(
            Connection connection, int senderKeyId, String gatewayId, int blockSize)
            throws SQLException {
        long first = reservedTo(connection, senderKeyId, gatewayId);
        if (first == 0) {
            first = 1;
            write(
                    connection,
                    "INSERT INTO request_counter (reserved_to, sender_key_id, gateway_id) VALUES (?, ?, ?)",
                    first + blockSize,
                    senderKeyId,
                    gatewayId);
        } else {
            write(
                    connection,
                    "UPDATE request_counter SET reserved_to = ? WHERE sender_key_id = ? AND gateway_id = ?",
                    first + blockSize,
                    senderKeyId,
                    gatewayId);
        }
        return first;
    }

    private static long reservedTo(Connection connection, int senderKeyId, String gatewayId)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        """
                        SELECT reserved_to FROM request_counter
                        WHERE sender_key_id = ? AND gateway_id = ? FOR UPDATE""")) {
            select.setInt(1, senderKeyId);
            select.setString(2, gatewayId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static void write(
            Connection connection, String sql, long reservedTo, int senderKeyId, String gatewayId)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, reservedTo);
            statement.setInt(2, senderKeyId);
            statement.setString(3, gatewayId);
            statement.executeUpdate();
        }
    }
}
