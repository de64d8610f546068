/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Brings the schema up to date by numbered SQL files, forward only; each is applied once and never
 * changes afterwards, which a checksum holds.
 *
 * <p>The database commits on every DDL statement, so a crash can leave a file half applied; it is
 * then applied again. Every statement of a migration must therefore be repeatable ({@code IF NOT
 * EXISTS}).
 */
final class Migrations {
    /** One step of the schema; its number is its place in the list, from 1. */
    record Migration(String name, String sql) {
        static Migration resource(String name) {
            try (InputStream in = Migrations.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("no resource " + name);
                }
                return new Migration(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String checksum() {
            try {
                return HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(sql.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java platform has SHA-256", e);
            }
        }
    }

    static final List<Migration> ALL =
            List.of(
                    Migration.resource("0001-gateways.sql"),
                    Migration.resource("0002-sessions.sql"),
                    Migration.resource("0003-routes.sql"),
                    Migration.resource("0004-signal-charges.sql"),
                    Migration.resource("0005-keys.sql"),
                    Migration.resource("0006-route-findings.sql"),
                    Migration.resource("0007-service-transport.sql"),
                    Migration.resource("0008-users.sql"),
                    Migration.resource("0009-silences.sql"),
                    Migration.resource("0010-tunnel-protocol.sql"));

    private static final String TABLE =
            """
            CREATE TABLE IF NOT EXISTS schema_migration (
                number INT PRIMARY KEY,
                name VARCHAR(100) NOT NULL,
                sha256 CHAR(64) NOT NULL,
                applied_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP)
            """;

    private final List<Migration> migrations;

    Migrations(List<Migration> migrations) {
        this.migrations = List.copyOf(migrations);
    }

    void apply(Database database) {
        database.durably(
                connection -> {
                    execute(connection, TABLE);
                    SortedMap<Integer, String> applied = applied(connection);
                    if (!applied.isEmpty() && applied.lastKey() > migrations.size()) {
                        throw new StoreException(
                                "it was written by a newer Reveille (schema %d, this one knows %d): run that or a later version"
                                        .formatted(applied.lastKey(), migrations.size()));
                    }
                    for (int number = 1; number <= migrations.size(); number++) {
                        apply(connection, number, applied);
                    }
                    return number(connection);
                });
    }

    private void apply(Connection connection, int number, SortedMap<Integer, String> applied)
            throws SQLException {
        Migration migration = migrations.get(number - 1);
        String before = applied.get(number);
        if (before == null) {
            for (String statement : migration.sql().split(";\\s*\\R")) {
                if (!statement.isBlank()) {
                    execute(connection, statement);
                }
            }
            record(connection, number, migration);
        } else if (!before.equals(migration.checksum())) {
            throw new StoreException(
                    "migration %d (%s) is not the one that was applied: restore the data from before, or run the version that wrote it"
                            .formatted(number, migration.name()));
        }
    }

    private static SortedMap<Integer, String> applied(Connection connection) throws SQLException {
        SortedMap<Integer, String> applied = new TreeMap<>();
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT number, sha256 FROM schema_migration");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                applied.put(rows.getInt(1), rows.getString(2));
            }
        }
        return applied;
    }

    private static int number(Connection connection) throws SQLException {
        return applied(connection).size();
    }

    private static void record(Connection connection, int number, Migration migration)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO schema_migration (number, name, sha256) VALUES (?, ?, ?)")) {
            insert.setInt(1, number);
            insert.setString(2, migration.name());
            insert.setString(3, migration.checksum());
            insert.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
