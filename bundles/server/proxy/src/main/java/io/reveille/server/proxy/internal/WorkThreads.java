/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for what may block: the registry's store, sealing, signal channels. Event loops never
 * wait.
 */
public final class WorkThreads implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkThreads.class);
    private static final int THREADS = 4;
    private static final int MOST_WAITING = 10_000;

    private final ThreadPoolExecutor pool =
            new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    10,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(MOST_WAITING),
                    WorkThreads::thread);

    public WorkThreads() {
        pool.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "reveille-proxy-work");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * @throws RejectedExecutionException if there is more to do than can ever be done in time
     */
    @Override
    public void execute(Runnable work) {
        pool.execute(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.error("unexpected failure in the public proxy", e);
                    }
                });
    }

    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(2, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
