/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.crypto.Octets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fleet's keys and the lists that told of them. */
public final class FleetKeyTable {
    private FleetKeyTable() {}

    /** A published list. */
    public record PublishedList(long version, Octets octets, boolean changesRoot) {}

    public static List<FleetKey> all(Connection connection) throws SQLException {
        List<FleetKey> all = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement(
                                """
                                SELECT kind, id, public_octets, state, first_list, since
                                FROM fleet_key ORDER BY kind, id""");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                long first = row.getLong("first_list");
                Optional<Long> firstList = row.wasNull() ? Optional.empty() : Optional.of(first);
                all.add(
                        new FleetKey(
                                FleetKey.Kind.valueOf(row.getString("kind")),
                                row.getInt("id"),
                                Octets.of(row.getBytes("public_octets")),
                                FleetKey.State.valueOf(row.getString("state")),
                                firstList,
                                Columns.instant(row, "since").orElseThrow()));
            }
        }
        return all;
    }

    /** Makes these the fleet's keys. */
    public static void replaceAll(Connection connection, List<FleetKey> keys) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM fleet_key");
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                INSERT INTO fleet_key
                                    (kind, id, public_octets, state, first_list, since)
                                VALUES (?, ?, ?, ?, ?, ?)""")) {
            delete.executeUpdate();
            for (FleetKey key : keys) {
                insert.setString(1, key.kind().name());
                insert.setInt(2, key.id());
                insert.setBytes(3, key.octets().toArray());
                insert.setString(4, key.state().name());
                if (key.firstList().isPresent()) {
                    insert.setLong(5, key.firstList().get());
                } else {
                    insert.setNull(5, Types.BIGINT);
                }
                Columns.set(insert, 6, Optional.of(key.since()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Published lists, the oldest first. */
    public static List<PublishedList> lists(Connection connection) throws SQLException {
        List<PublishedList> lists = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT version, octets, changes_root FROM key_list ORDER BY version");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                lists.add(
                        new PublishedList(
                                row.getLong(1), Octets.of(row.getBytes(2)), row.getBoolean(3)));
            }
        }
        return lists;
    }

    /** Adds a list and forgets those that no gateway needs: all but the newest and root changes. */
    public static void publish(Connection connection, PublishedList list, Instant now)
            throws SQLException {
        try (PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM key_list WHERE NOT changes_root");
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                INSERT INTO key_list (version, octets, changes_root, published_at)
                                VALUES (?, ?, ?, ?)""")) {
            delete.executeUpdate();
            insert.setLong(1, list.version());
            insert.setBytes(2, list.octets().toArray());
            insert.setBoolean(3, list.changesRoot());
            Columns.set(insert, 4, Optional.of(now));
            insert.executeUpdate();
        }
    }
}
