/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.SignalCharge;
import io.reveille.server.registry.SignalSum;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The messages that were sent to wake gateways. */
public final class SignalChargeTable {
    private SignalChargeTable() {}

    public static void insert(Connection connection, SignalCharge charge) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        """
                        INSERT INTO signal_charge
                            (at, gateway_id, source, channel, route, micros, currency)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")) {
            Columns.set(insert, 1, Optional.of(charge.at()));
            insert.setString(2, charge.gatewayId());
            insert.setString(3, charge.source());
            insert.setString(4, charge.channel().name());
            insert.setString(5, charge.route());
            insert.setLong(6, charge.cost().map(Money::micros).orElse(0L));
            insert.setString(7, charge.cost().map(Money::currency).orElse(""));
            insert.executeUpdate();
        }
    }

    /** Strikes out one such message; returns how many there were, 0 or 1. */
    public static int delete(Connection connection, SignalCharge charge) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(
                        """
                        DELETE FROM signal_charge WHERE number = (
                            SELECT MAX(number) FROM signal_charge
                            WHERE at = ? AND gateway_id = ? AND source = ? AND route = ?)""")) {
            Columns.set(delete, 1, Optional.of(charge.at()));
            delete.setString(2, charge.gatewayId());
            delete.setString(3, charge.source());
            delete.setString(4, charge.route());
            return delete.executeUpdate();
        }
    }

    public static void dropBefore(Connection connection, Instant oldest) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM signal_charge WHERE at < ?")) {
            Columns.set(delete, 1, Optional.of(oldest));
            delete.executeUpdate();
        }
    }

    public static List<SignalCharge> since(Connection connection, Instant from)
            throws SQLException {
        List<SignalCharge> charges = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        """
                        SELECT at, gateway_id, source, channel, route, micros, currency
                        FROM signal_charge WHERE at >= ? ORDER BY at, number""")) {
            Columns.set(select, 1, Optional.of(from));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    charges.add(
                            new SignalCharge(
                                    Columns.instant(rows, "at").orElse(from),
                                    rows.getString("gateway_id"),
                                    rows.getString("source"),
                                    SignalChannel.valueOf(rows.getString("channel")),
                                    rows.getString("route"),
                                    cost(rows, "micros")));
                }
            }
        }
        return charges;
    }

    public static List<SignalSum> sums(Connection connection, Instant from) throws SQLException {
        List<SignalSum> sums = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        """
                        SELECT gateway_id, channel, currency, COUNT(*) AS messages,
                            CAST(SUM(micros) AS BIGINT) AS total
                        FROM signal_charge WHERE at >= ?
                        GROUP BY gateway_id, channel, currency
                        ORDER BY gateway_id, channel, currency""")) {
            Columns.set(select, 1, Optional.of(from));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    sums.add(
                            new SignalSum(
                                    rows.getString("gateway_id"),
                                    SignalChannel.valueOf(rows.getString("channel")),
                                    rows.getLong("messages"),
                                    cost(rows, "total")));
                }
            }
        }
        return sums;
    }

    private static Optional<Money> cost(ResultSet row, String micros) throws SQLException {
        String currency = row.getString("currency");
        return currency.isEmpty()
                ? Optional.empty()
                : Optional.of(new Money(row.getLong(micros), currency));
    }
}
