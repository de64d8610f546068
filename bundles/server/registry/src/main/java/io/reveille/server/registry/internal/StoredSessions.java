/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.protocol.Step;
import io.reveille.server.registry.Lookup;
import io.reveille.server.registry.LookupLog;
import io.reveille.server.registry.Session;
import io.reveille.server.registry.SessionRecorder;
import io.reveille.server.registry.Sessions;
import io.reveille.server.registry.internal.store.Database;
import io.reveille.server.registry.internal.store.SessionChange;
import io.reveille.server.registry.internal.store.SessionChange.Opening;
import io.reveille.server.registry.internal.store.SessionChanges;
import io.reveille.server.registry.internal.store.SessionTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions in the database. */
final class StoredSessions implements Sessions, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoredSessions.class);

    /** A lookup this old still belongs to the client that comes now. */
    private static final Duration LOOKUP_AGE = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_LIMIT = 1000;

    private final Database database;
    private final LookupLog lookups;
    private final InstantSource clock;
    private final SessionKeys keys;
    private final SessionWriter writer;
    private final SessionJournal journal;

    /**
     * @param directory for what is on its way into the database
     */
    StoredSessions(
            Database database,
            Path directory,
            LookupLog lookups,
            SessionRetention retention,
            InstantSource clock) {
        this.database = database;
        this.lookups = lookups;
        this.clock = clock;
        this.journal = SessionJournal.open(directory);
        recover();
        interruptOpen("the server crashed while the session was open", Optional.empty());
        this.keys = new SessionKeys(clock, database.transaction(SessionTable::newestKey));
        this.writer = new SessionWriter(database, retention, clock);
    }

    @Override
    public SessionRecorder open(
            String gatewayId, String service, InetSocketAddress client, Optional<String> user) {
        LiveSession session = live(gatewayId, service, client, user);
        session.start();
        awaitWritten(session);
        return session;
    }

    @Override
    public Optional<SessionRecorder> begin(
            String gatewayId, String service, InetSocketAddress client, Optional<String> user) {
        if (writer.isBehind() || writer.isClosed()) {
            return Optional.empty();
        }
        LiveSession session = live(gatewayId, service, client, user);
        SessionJournal.Page page;
        try {
            page = journal.begun(session.opening());
        } catch (IOException e) {
            LOG.warn("sessions wait for the database: {}", e.getMessage());
            return Optional.empty();
        }
        var unused =
                session.written()
                        .whenComplete(
                                (done, failure) -> {
                                    journal.written(page);
                                    logLoss(session, failure);
                                });
        session.start();
        return Optional.of(session);
    }

    /** Sessions that a server which was killed had begun and not brought into the database. */
    private void recover() {
        try {
            int found =
                    database.durably(
                            connection -> {
                                List<SessionChange> lost = new ArrayList<>();
                                for (Opening opening : journal.left()) {
                                    if (SessionTable.find(connection, opening.key()).isEmpty()) {
                                        lost.add(SessionChange.of(opening));
                                    }
                                }
                                SessionChanges.write(connection, lost);
                                return lost.size();
                            });
            journal.forget();
            if (found > 0) {
                LOG.warn("{} session(s) were begun when the server was killed", found);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void logLoss(LiveSession session, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.error("session {} could not be recorded", session.key(), failure);
        }
    }

    private LiveSession live(
            String gatewayId, String service, InetSocketAddress client, Optional<String> user) {
        Instant now = clock.instant();
        LiveSession session =
                new LiveSession(
                        new Opening(keys.next(), gatewayId, service, text(client), user, now),
                        writer::submit);
        lookups.latest(gatewayId, service)
                .filter(lookup -> lookup.answer().plus(LOOKUP_AGE).isAfter(now))
                .ifPresent(lookup -> recordLookup(session, lookup));
        return session;
    }

    @Override
    public List<Session> recent(int limit, Optional<String> gatewayId) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "the limit must be 1 to %d, but is %d".formatted(MAX_LIMIT, limit));
        }
        writer.settle();
        return database.transaction(c -> SessionTable.recent(c, limit, gatewayId));
    }

    @Override
    public Optional<Session> session(String key) {
        writer.settle();
        return database.transaction(c -> SessionTable.find(c, key));
    }

    /** Writes what is left; what is still open then was interrupted. */
    @Override
    public void close() {
        writer.close();
        interruptOpen(
                "the server stopped while the session was open", Optional.of(clock.instant()));
        try {
            journal.close();
        } catch (IOException e) {
            LOG.warn("the journal of sessions did not close: {}", e.getMessage());
        }
    }

    private void interruptOpen(String reason, Optional<Instant> endedAt) {
        int interrupted = database.durably(c -> SessionChanges.interruptOpen(c, reason, endedAt));
        if (interrupted > 0) {
            LOG.warn("{} session(s) interrupted: {}", interrupted, reason);
        }
    }

    private static void recordLookup(LiveSession session, Lookup lookup) {
        session.stepAt(Step.A, lookup.query(), "query by " + lookup.asker().getHostAddress());
        session.stepAt(Step.B, lookup.answer(), lookup.answerText());
    }

    private void awaitWritten(LiveSession session) {
        if (writer.isClosed()) {
            throw new IllegalStateException("the registry is stopping");
        }
        writer.hurry();
        try {
            session.written().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the session can't be recorded: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the session can't be recorded: the disk takes longer than " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the session was recorded", e);
        }
    }

    private static String text(InetSocketAddress client) {
        String host =
                client.getAddress() == null
                        ? client.getHostString()
                        : client.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + client.getPort();
    }
}
