/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.wake;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after the other on threads that are shared with others. */
final class SerialTasks implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(SerialTasks.class);

    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    SerialTasks(Executor threads) {
        this.threads = threads;
    }

    /**
     * Never throws: what the threads have no room for is dropped, and its wake runs out of time.
     */
    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            waiting.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException e) {
            LOG.warn("the proxy has too much to do: a signal is dropped");
            synchronized (this) {
                waiting.clear();
                running = false;
            }
        }
    }

    private void run() {
        for (Optional<Runnable> task = poll(); task.isPresent(); task = poll()) {
            try {
                task.get().run();
            } catch (RuntimeException e) {
                LOG.error("unexpected failure while a gateway is woken", e);
            }
        }
    }

    private synchronized Optional<Runnable> poll() {
        Optional<Runnable> task = Optional.ofNullable(waiting.poll());
        running = task.isPresent();
        return task;
    }
}
