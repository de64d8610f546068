/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.server.registry.internal.store.Migrations.Migration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
    private static final String COUNT = "SELECT COUNT(*) FROM schema_migration";

    @TempDir Path home;

    @Test
    void builds_the_schema_from_nothing_and_leaves_it_alone_afterwards() {
        for (int i = 0; i < 2; i++) {
            try (Database database = Database.open(home)) {
                assertThat(number(database, COUNT)).isEqualTo(Migrations.ALL.size());
                assertThat(number(database, "SELECT COUNT(*) FROM client_session")).isZero();
            }
        }
    }

    @Test
    void applies_only_what_is_new() {
        Migration more =
                new Migration(
                        "more.sql", "CREATE TABLE more (a INT);\nINSERT INTO more VALUES (7);\n");
        try (Database database = Database.open(home)) {
            new Migrations(plus(more)).apply(database);
            new Migrations(plus(more)).apply(database);

            assertThat(number(database, "SELECT SUM(a) FROM more")).isEqualTo(7);
        }
    }

    @Test
    void applies_a_migration_again_that_a_crash_cut_short() {
        try (Database database = Database.open(home)) {
            // as if the process had died before the first migration's last statement
            execute(database, "DROP TABLE request_counter");
            execute(database, "DELETE FROM schema_migration WHERE number = 1");
            execute(database, "INSERT INTO installation VALUES ('kept', X'01')");
        }
        try (Database database = Database.open(home)) {
            assertThat(number(database, "SELECT COUNT(*) FROM request_counter")).isZero();
            assertThat(number(database, "SELECT COUNT(*) FROM installation")).isEqualTo(1);
            assertThat(number(database, COUNT)).isEqualTo(Migrations.ALL.size());
        }
    }

    @Test
    void refuses_a_store_whose_past_is_another() {
        try (Database database = Database.open(home)) {
            execute(database, "UPDATE schema_migration SET sha256 = '0' WHERE number = 2");
        }
        assertThatThrownBy(() -> Database.open(home))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("registry.mv.db")
                .hasMessageContaining("migration 2 (0002-sessions.sql)");
    }

    @Test
    void refuses_a_store_of_a_newer_version() {
        try (Database database = Database.open(home)) {
            new Migrations(plus(new Migration("future.sql", "CREATE TABLE future (a INT);\n")))
                    .apply(database);
        }
        assertThatThrownBy(() -> Database.open(home))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer Reveille");
    }

    @Test
    void names_the_file_that_it_cannot_use() throws Exception {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("data").resolve("registry.mv.db"), "no database at all");

        assertThatThrownBy(() -> Database.open(home))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("registry.mv.db");
    }

    @Test
    void undoes_a_failed_transaction() {
        try (Database database = Database.open(home)) {
            assertThatThrownBy(() -> database.transaction(MigrationsTest::insertAndFail))
                    .hasMessage("on purpose");

            assertThat(number(database, "SELECT COUNT(*) FROM installation")).isZero();
        }
    }

    private static int insertAndFail(Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO installation VALUES ('a', X'01')")) {
            insert.executeUpdate();
        }
        throw new IllegalStateException("on purpose");
    }

    private static List<Migration> plus(Migration more) {
        List<Migration> migrations = new ArrayList<>(Migrations.ALL);
        migrations.add(more);
        return migrations;
    }

    private static int number(Database database, String sql) {
        return database.transaction(
                connection -> {
                    try (PreparedStatement select = connection.prepareStatement(sql);
                            ResultSet row = select.executeQuery()) {
                        row.next();
                        return row.getInt(1);
                    }
                });
    }

    private static void execute(Database database, String sql) {
        database.transaction(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        return statement.executeUpdate();
                    }
                });
    }
}
