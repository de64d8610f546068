/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.protocol.Step;
import io.reveille.server.proxy.internal.wake.WakeRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to wake one gateway, and the clients that wait for it. What has happened so far is
 * told to those who join later. Guarded by the {@link Rendezvous} that has it.
 */
final class Wakeup {
    /** Routes may repeat themselves; a record must not grow with it. */
    private static final int MOST_SIGNALS = 32;

    private final List<ServiceCall> waiting = new ArrayList<>();
    private final List<Happened> happened = new ArrayList<>();
    private Optional<WakeRun> run = Optional.empty();
    private @Nullable Future<?> timeout;

    private record Happened(String detail, long at) {}

    void run(WakeRun begun) {
        run = Optional.of(begun);
    }

    Optional<WakeRun> run() {
        return run;
    }

    void timeout(Future<?> scheduled) {
        timeout = scheduled;
    }

    void join(ServiceCall call) {
        waiting.add(call);
        for (Happened signal : happened) {
            Duration ago = Duration.ofNanos(System.nanoTime() - signal.at());
            call.session().step(Step.D, ago, signal.detail() + " (for an earlier client)");
        }
    }

    void leave(ServiceCall call) {
        waiting.remove(call);
    }

    int size() {
        return waiting.size();
    }

    /** The client for whose sake the gateway is woken; empty if no one waits any more. */
    Optional<ServiceCall> first() {
        return waiting.stream().findFirst();
    }

    /** Step D: tells every client what came of a signal. */
    void signalled(String detail) {
        if (happened.size() == MOST_SIGNALS) {
            return;
        }
        happened.add(new Happened(detail, System.nanoTime()));
        waiting.forEach(call -> call.session().step(Step.D, detail));
    }

    /** It is over: those who waited. What becomes known of its signals is still told to them. */
    List<ServiceCall> end() {
        if (timeout != null) {
            timeout.cancel(false);
        }
        run.ifPresent(WakeRun::stop);
        return List.copyOf(waiting);
    }
}
