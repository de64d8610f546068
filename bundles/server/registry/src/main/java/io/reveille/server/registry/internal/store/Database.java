/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * The registry's embedded database, {@code HOME/data/registry.mv.db}: one process opens it at a
 * time. A commit is handed to the operating system before it returns, so it outlives this process;
 * {@link #sync()} makes it outlive a loss of power as well.
 */
public final class Database implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 8;
    private static final Duration BORROW_TIMEOUT = Duration.ofSeconds(10);

    private final JdbcConnectionPool pool;

    private Database(JdbcConnectionPool pool) {
        this.pool = pool;
    }

    /**
     * Opens or creates the database and brings its schema up to date.
     *
     * @throws StoreException if the files can't be used; its message says what to do
     */
    public static Database open(Path home) {
        Path file = home.resolve("data").resolve("registry").toAbsolutePath().normalize();
        if (file.toString().contains(";")) {
            throw new StoreException(
                    "home directory %s has a semicolon in its name: use another".formatted(home));
        }
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new StoreException(
                    "cannot create %s: make it writable for the server's user"
                            .formatted(file.getParent()),
                    e);
        }
        JdbcConnectionPool pool =
                JdbcConnectionPool.create(
                        "jdbc:h2:file:"
                                + file
                                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0",
                        "sa",
                        "");
        pool.setMaxConnections(MAX_CONNECTIONS);
        pool.setLoginTimeout((int) BORROW_TIMEOUT.toSeconds());
        Database database = new Database(pool);
        try {
            new Migrations(Migrations.ALL).apply(database);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw new StoreException(
                    "cannot use the registry's database %s.mv.db: %s".formatted(file, why(e)), e);
        }
    }

    private static String why(RuntimeException e) {
        return e.getCause() instanceof SQLException cause
                        && cause.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                ? "another process has it open. Is the server running already?"
                : String.valueOf(e.getMessage());
    }

    /** Work with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Runs the work as one transaction: all of it or nothing.
     *
     * @throws StoreException if the database refuses
     */
    public <T> T transaction(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new StoreException("the registry's database failed: " + e.getMessage(), e);
        }
    }

    /** Like {@link #transaction}, and on the disk itself when it returns. */
    public <T> T durably(Work<T> work) {
        T result = transaction(work);
        sync();
        return result;
    }

    /** Forces everything committed so far onto the disk. */
    public void sync() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        } catch (SQLException e) {
            throw new StoreException("the registry's database failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            // never opened, or already shut down: nothing is left to close
        }
        pool.dispose();
    }
}
