/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingPublicKey;
import io.reveille.protocol.ServiceTransport;
import io.reveille.protocol.TunnelProtocol;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.WakeOrder;
import io.reveille.server.registry.WakePolicy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gateways and their services. */
public final class GatewayTable {
    private static final String UPDATE =
            """
                        UPDATE gateway SET status = ?, msisdn = ?, key_generation = ?,
                            sealing_key = ?, certificate_sha256 = ?, created_at = ?, enrolled_at = ?,
                            email = ?, wake_channels = ?, wake_order = ?, tunnel = ?
                        WHERE id = ?""";

    private static final String INSERT =
            """
                        INSERT INTO gateway (status, msisdn, key_generation, sealing_key,
                            certificate_sha256, created_at, enrolled_at, email, wake_channels,
                            wake_order, tunnel, id)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private GatewayTable() {}

    public static List<StoredGateway> all(Connection connection) throws SQLException {
        Map<String, List<GatewayService>> services = services(connection);
        List<StoredGateway> all = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement(
                                """
                                SELECT id, status, msisdn, key_generation, sealing_key,
                                    certificate_sha256, created_at, enrolled_at,
                                    email, wake_channels, wake_order, tunnel
                                FROM gateway""");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.add(gateway(row, services.getOrDefault(row.getString("id"), List.of())));
            }
        }
        return all;
    }

    /** Writes the gateway, new or known, with exactly its services. */
    public static void save(Connection connection, StoredGateway stored) throws SQLException {
        if (update(connection, stored) == 0) {
            insert(connection, stored);
        }
        saveServices(connection, stored.gateway());
    }

    /** Writes many gateways, new or known; their services stay. */
    public static void saveAll(Connection connection, List<StoredGateway> gateways)
            throws SQLException {
        Set<String> known = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM gateway");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                known.add(row.getString(1));
            }
        }
        try (PreparedStatement update = connection.prepareStatement(UPDATE);
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (StoredGateway gateway : gateways) {
                PreparedStatement statement =
                        known.contains(gateway.gateway().id()) ? update : insert;
                bind(statement, gateway);
                statement.addBatch();
            }
            update.executeBatch();
            insert.executeBatch();
        }
    }

    private static StoredGateway gateway(ResultSet row, List<GatewayService> services)
            throws SQLException {
        return new StoredGateway(
                new Gateway(
                        row.getString("id"),
                        GatewayStatus.valueOf(row.getString("status")),
                        Optional.ofNullable(row.getString("msisdn")),
                        row.getInt("key_generation"),
                        octets(row, "sealing_key").map(SealingPublicKey::new),
                        Columns.instant(row, "created_at").orElseThrow(),
                        Columns.instant(row, "enrolled_at"),
                        services,
                        Optional.ofNullable(row.getString("email")),
                        wake(row),
                        TunnelProtocol.valueOf(row.getString("tunnel"))),
                octets(row, "certificate_sha256"));
    }

    private static Optional<WakePolicy> wake(ResultSet row) throws SQLException {
        String order = row.getString("wake_order");
        return order == null
                ? Optional.empty()
                : Optional.of(
                        new WakePolicy(
                                WakePolicy.channels(row.getString("wake_channels")),
                                WakeOrder.valueOf(order)));
    }

    private static Optional<Octets> octets(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getBytes(column)).map(Octets::of);
    }

    private static int update(Connection connection, StoredGateway stored) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            bind(update, stored);
            return update.executeUpdate();
        }
    }

    private static void insert(Connection connection, StoredGateway stored) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            bind(insert, stored);
            insert.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, StoredGateway stored)
            throws SQLException {
        Gateway gateway = stored.gateway();
        statement.setString(1, gateway.status().name());
        statement.setString(2, gateway.msisdn().orElse(null));
        statement.setInt(3, gateway.keyGeneration());
        statement.setBytes(4, gateway.sealingKey().map(k -> k.octets().toArray()).orElse(null));
        statement.setBytes(5, stored.certificate().map(Octets::toArray).orElse(null));
        Columns.set(statement, 6, Optional.of(gateway.createdAt()));
        Columns.set(statement, 7, gateway.enrolledAt());
        statement.setString(8, gateway.email().orElse(null));
        statement.setString(9, gateway.wake().map(WakePolicy::channelsText).orElse(null));
        statement.setString(10, gateway.wake().map(wake -> wake.order().name()).orElse(null));
        statement.setString(11, gateway.tunnel().name());
        statement.setString(12, gateway.id());
    }

    private static Map<String, List<GatewayService>> services(Connection connection)
            throws SQLException {
        Map<String, List<GatewayService>> services = new HashMap<>();
        try (PreparedStatement select =
                        connection.prepareStatement(
                                """
                                SELECT gateway_id, name, local_port, public_port, transport
                                FROM gateway_service ORDER BY name""");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                services.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                        .add(
                                new GatewayService(
                                        row.getString(2),
                                        row.getInt(3),
                                        row.getInt(4),
                                        ServiceTransport.valueOf(row.getString(5))));
            }
        }
        return services;
    }

    private static void saveServices(Connection connection, Gateway gateway) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM gateway_service WHERE gateway_id = ?")) {
            delete.setString(1, gateway.id());
            delete.executeUpdate();
        }
        try (PreparedStatement insert =
                connection.prepareStatement(
                        """
                        INSERT INTO gateway_service
                            (gateway_id, name, local_port, public_port, transport)
                        VALUES (?, ?, ?, ?, ?)""")) {
            for (GatewayService service : gateway.services()) {
                insert.setString(1, gateway.id());
                insert.setString(2, service.name());
                insert.setInt(3, service.localPort());
                insert.setInt(4, service.publicPort());
                insert.setString(5, service.transport().name());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
