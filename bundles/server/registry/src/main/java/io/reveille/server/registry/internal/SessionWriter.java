/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.server.registry.internal.store.Database;
import io.reveille.server.registry.internal.store.SessionChange;
import io.reveille.server.registry.internal.store.SessionChanges;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes sessions. What comes in while it writes, or within a short time of
 * each other if no one waits for it, makes one transaction: many sessions share one wait for the
 * disk, and a short one is written once. The queue holds each open session once at most.
 */
final class SessionWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionWriter.class);
    private static final int MAX_BATCH = 512;
    private static final int BEHIND = 8 * MAX_BATCH;
    private static final long GATHERING_MILLIS = 200;
    private static final Duration PRUNE_EVERY = Duration.ofMinutes(10);
    private static final int PRUNE_AFTER_OPENINGS = 1000;
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(20);

    private final Database database;
    private final SessionRetention retention;
    private final InstantSource clock;
    private final BlockingQueue<Optional<LiveSession>> queue = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "session-writer");
    private final Semaphore hurry = new Semaphore(0);
    private final Queue<CompletableFuture<Void>> readers = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private int openingsSincePruned;
    private long prunedNanos;

    SessionWriter(Database database, SessionRetention retention, InstantSource clock) {
        this.database = database;
        this.retention = retention;
        this.clock = clock;
        thread.setDaemon(true);
        thread.start();
    }

    void submit(LiveSession session) {
        queue.add(Optional.of(session));
    }

    /** Someone waits for what was submitted. */
    void hurry() {
        hurry.release();
    }

    /**
     * Waits until what was submitted before is written, so that who has seen something happen finds
     * it on record; a second at the most.
     *
     * @return whether it is written
     */
    boolean settle() {
        CompletableFuture<Void> written = new CompletableFuture<>();
        readers.add(written);
        queue.add(Optional.empty());
        hurry();
        try {
            written.get(1, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the record is behind", e);
        }
        return false;
    }

    /** Whether more comes in than can be written. */
    boolean isBehind() {
        return queue.size() >= BEHIND;
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Writes what is left and stops. The thread is not interrupted: that would close the database's
     * file under it.
     */
    @Override
    public void close() {
        closed = true;
        queue.add(Optional.empty());
        hurry();
        try {
            thread.join(PATIENCE_AT_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        prune();
        List<LiveSession> batch = new ArrayList<>();
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            boolean all = fetch(batch, waiting);
            if (!batch.isEmpty()) {
                write(batch);
            }
            if (all) {
                waiting.forEach(reader -> reader.complete(null));
                waiting.clear();
            }
            batch.clear();
            pruneIfDue();
        }
    }

    /**
     * Takes what is to be written.
     *
     * @param waiting gets those who wait for what was submitted before they came
     * @return whether nothing of that is left
     */
    private boolean fetch(List<LiveSession> batch, List<CompletableFuture<Void>> waiting) {
        try {
            Duration patience = waiting.isEmpty() ? PRUNE_EVERY : Duration.ZERO;
            Optional<LiveSession> first = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (queue.size() < MAX_BATCH) {
                gather();
            }
            for (var reader = readers.poll(); reader != null; reader = readers.poll()) {
                waiting.add(reader);
            }
            List<Optional<LiveSession>> more = new ArrayList<>();
            queue.drainTo(more, MAX_BATCH - 1);
            if (first != null) {
                first.ifPresent(batch::add);
            }
            more.forEach(session -> session.ifPresent(batch::add));
            return more.size() < MAX_BATCH - 1;
        } catch (InterruptedException e) {
            LOG.debug("the session writer goes on", e);
            return false;
        }
    }

    private void gather() throws InterruptedException {
        if (hurry.tryAcquire(GATHERING_MILLIS, TimeUnit.MILLISECONDS)) {
            hurry.drainPermits();
        }
    }

    private void write(List<LiveSession> sessions) {
        List<SessionChange> changes = sessions.stream().map(LiveSession::fetch).toList();
        openingsSincePruned += (int) changes.stream().filter(c -> c.opening().isPresent()).count();
        try {
            write(sessions, changes);
        } catch (RuntimeException e) {
            if (sessions.size() > 1) {
                writeSingly(sessions, changes);
            } else {
                fail(sessions.get(0), changes.get(0), e);
            }
        }
    }

    private void write(List<LiveSession> sessions, List<SessionChange> changes) {
        database.transaction(
                connection -> {
                    SessionChanges.write(connection, changes);
                    return changes;
                });
        if (changes.stream().anyMatch(SessionChange::weighty)) {
            database.sync();
        }
        sessions.forEach(session -> session.written().complete(null));
    }

    /** One change that can't be written must not take the others with it. */
    private void writeSingly(List<LiveSession> sessions, List<SessionChange> changes) {
        for (int i = 0; i < sessions.size(); i++) {
            try {
                write(List.of(sessions.get(i)), List.of(changes.get(i)));
            } catch (RuntimeException e) {
                fail(sessions.get(i), changes.get(i), e);
            }
        }
    }

    private static void fail(LiveSession session, SessionChange change, RuntimeException e) {
        if (!session.written().completeExceptionally(e)) {
            LOG.error(
                    "{} step(s){} of session {} could not be written",
                    change.steps().size(),
                    change.ending().isPresent() ? " and the end" : "",
                    change.key(),
                    e);
        }
    }

    private void pruneIfDue() {
        if (openingsSincePruned >= PRUNE_AFTER_OPENINGS
                || System.nanoTime() - prunedNanos > PRUNE_EVERY.toNanos()) {
            prune();
        }
    }

    private void prune() {
        openingsSincePruned = 0;
        prunedNanos = System.nanoTime();
        String before = SessionKeys.first(clock.instant().minus(retention.age()));
        try {
            int pruned;
            do {
                pruned =
                        database.transaction(
                                connection ->
                                        SessionChanges.prune(
                                                connection, before, retention.newest()));
            } while (pruned > 0 && !closed);
        } catch (RuntimeException e) {
            LOG.error("old sessions could not be dropped", e);
        }
    }
}
