/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.crypto.Octets;
import io.reveille.server.registry.KeyTask;
import io.reveille.server.registry.internal.store.GatewayKeys.Earlier;
import io.reveille.server.registry.internal.store.GatewayKeys.SealedPsk;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What gateways know and use of keys. */
public final class GatewayKeysTable {
    private GatewayKeysTable() {}

    public static Map<String, GatewayKeys> all(Connection connection) throws SQLException {
        Map<String, List<Earlier>> earlier = earlier(connection);
        Map<String, GatewayKeys> all = new HashMap<>();
        try (PreparedStatement select =
                        connection.prepareStatement(
                                """
                                SELECT gateway_id, list_version, ca_id, psk_epoch, psk, psk_since,
                                    offered_epoch, offered_psk, wanted, certificate_ends
                                FROM gateway_keys""");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String id = row.getString("gateway_id");
                all.put(
                        id,
                        new GatewayKeys(
                                row.getLong("list_version"),
                                row.getInt("ca_id"),
                                psk(row, "psk_epoch", "psk"),
                                Columns.instant(row, "psk_since"),
                                psk(row, "offered_epoch", "offered_psk"),
                                tasks(row.getString("wanted")),
                                earlier.getOrDefault(id, List.of()),
                                Columns.instant(row, "certificate_ends")));
            }
        }
        return all;
    }

    /** Writes what is known of a gateway, which must be written before. */
    public static void save(Connection connection, String id, GatewayKeys keys)
            throws SQLException {
        try (PreparedStatement merge =
                connection.prepareStatement(
                        """
                        MERGE INTO gateway_keys (gateway_id, list_version, ca_id, psk_epoch, psk,
                            psk_since, offered_epoch, offered_psk, wanted, certificate_ends)
                        KEY (gateway_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            merge.setString(1, id);
            merge.setLong(2, keys.listVersion());
            merge.setInt(3, keys.caId());
            bind(merge, 4, keys.psk());
            Columns.set(merge, 6, keys.pskSince());
            bind(merge, 7, keys.offered());
            merge.setString(
                    9,
                    keys.wanted().stream()
                            .map(Enum::name)
                            .sorted()
                            .collect(Collectors.joining(",")));
            Columns.set(merge, 10, keys.certificateEnds());
            merge.executeUpdate();
        }
        saveEarlier(connection, id, keys.earlier());
    }

    private static void saveEarlier(Connection connection, String id, List<Earlier> earlier)
            throws SQLException {
        try (PreparedStatement delete =
                        connection.prepareStatement(
                                "DELETE FROM earlier_certificate WHERE gateway_id = ?");
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                INSERT INTO earlier_certificate (gateway_id, sha256, ends_at)
                                VALUES (?, ?, ?)""")) {
            delete.setString(1, id);
            delete.executeUpdate();
            for (Earlier certificate : earlier) {
                insert.setString(1, id);
                insert.setBytes(2, certificate.sha256().toArray());
                Columns.set(insert, 3, Optional.of(certificate.endsAt()));
                insert.executeUpdate();
            }
        }
    }

    private static Map<String, List<Earlier>> earlier(Connection connection) throws SQLException {
        Map<String, List<Earlier>> earlier = new HashMap<>();
        try (PreparedStatement select =
                        connection.prepareStatement(
                                """
                                SELECT gateway_id, sha256, ends_at FROM earlier_certificate
                                ORDER BY ends_at""");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                earlier.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                        .add(
                                new Earlier(
                                        Octets.of(row.getBytes(2)),
                                        Columns.instant(row, "ends_at").orElseThrow()));
            }
        }
        return earlier;
    }

    private static void bind(PreparedStatement statement, int index, Optional<SealedPsk> psk)
            throws SQLException {
        statement.setInt(index, psk.map(SealedPsk::epoch).orElse(0));
        statement.setBytes(index + 1, psk.map(p -> p.octets().toArray()).orElse(null));
    }

    private static Optional<SealedPsk> psk(ResultSet row, String epoch, String column)
            throws SQLException {
        byte[] octets = row.getBytes(column);
        return octets == null
                ? Optional.empty()
                : Optional.of(new SealedPsk(row.getInt(epoch), Octets.of(octets)));
    }

    private static Set<KeyTask> tasks(String text) {
        return Arrays.stream(text.split(","))
                .filter(name -> !name.isEmpty())
                .map(KeyTask::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }
}
