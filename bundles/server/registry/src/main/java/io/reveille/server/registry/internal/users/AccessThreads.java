/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads for telling who clients are: two for passwords, which bounds their memory to twice
 * that of one Argon2, and two for signatures; each with a bounded queue, which refuses what is
 * more.
 */
final class AccessThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessThreads.class);
    private static final int THREADS = 2;
    private static final int PASSWORDS_WAITING = 64;
    private static final int SIGNATURES_WAITING = 256;
    private static final int IDLE_SECONDS = 30;
    private static final int NOTES_SECONDS = 2;

    private final ThreadPoolExecutor passwords = pool("reveille-passwords", PASSWORDS_WAITING);
    private final ThreadPoolExecutor signatures = pool("reveille-signatures", SIGNATURES_WAITING);
    private final ScheduledExecutorService notes =
            Executors.newSingleThreadScheduledExecutor(named("reveille-access-notes"));
    private final ScheduledFuture<?> writing;
    private final Runnable write;

    /**
     * @param write writes what was noted, now and then and at the end
     */
    AccessThreads(Runnable write) {
        this.write = write;
        this.writing =
                notes.scheduleWithFixedDelay(
                        this::write, NOTES_SECONDS, NOTES_SECONDS, TimeUnit.SECONDS);
    }

    Executor forPasswords() {
        return passwords;
    }

    Executor forSignatures() {
        return signatures;
    }

    private void write() {
        try {
            write.run();
        } catch (RuntimeException e) {
            LOG.error("attempts are not written down: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        passwords.shutdownNow();
        signatures.shutdownNow();
        writing.cancel(false);
        notes.shutdown();
        try {
            if (!notes.awaitTermination(NOTES_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("what was noted last may be missing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        write();
    }

    private static ThreadPoolExecutor pool(String name, int waiting) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(waiting),
                        named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
