/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import io.reveille.server.registry.RouteHealth;
import io.reveille.server.registry.RouteHealth.State;
import io.reveille.server.signal.SmppSettings;
import io.reveille.server.signal.internal.sms.SmsMessage;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** One or several sessions with one centre, which share the work and its receipts. */
public final class SmppCarrier implements AutoCloseable {
    private final List<Bind> binds;
    private final AtomicInteger turn = new AtomicInteger();

    private record Bind(SmppLink link, Dispatch dispatch) {}

    public SmppCarrier(SmppSettings settings) {
        Receipts receipts = new Receipts();
        binds =
                IntStream.range(0, settings.binds())
                        .mapToObj(
                                number -> {
                                    SmppLink link = new SmppLink(settings, receipts);
                                    return new Bind(link, new Dispatch(settings, link, receipts));
                                })
                        .toList();
    }

    public void start() {
        binds.forEach(bind -> bind.link().start());
    }

    /** As well as the best of the sessions. */
    public RouteHealth health() {
        List<RouteHealth> all = binds.stream().map(bind -> bind.link().health()).toList();
        long up = all.stream().filter(health -> health.state() == State.UP).count();
        RouteHealth best = all.stream().min(Comparator.comparing(RouteHealth::state)).orElseThrow();
        if (all.size() == 1) {
            return best;
        }
        RouteHealth.State state = up > 0 && up < all.size() ? State.DEGRADED : best.state();
        return new RouteHealth(
                state, "%s (%d of %d sessions)".formatted(best.text(), up, all.size()));
    }

    public boolean usable() {
        return binds.stream().anyMatch(bind -> bind.link().usable());
    }

    /** By the sessions in turn, those that are bound first. */
    public CompletionStage<String> submit(SmsMessage message) {
        int first = turn.getAndIncrement();
        Bind chosen =
                IntStream.range(0, binds.size())
                        .mapToObj(i -> binds.get(Math.floorMod(first + i, binds.size())))
                        .min(Comparator.comparing(bind -> bind.link().health().state()))
                        .orElseThrow();
        return chosen.dispatch().send(message);
    }

    @Override
    public void close() {
        for (Bind bind : binds) {
            bind.dispatch().close();
            bind.link().close();
        }
    }
}
