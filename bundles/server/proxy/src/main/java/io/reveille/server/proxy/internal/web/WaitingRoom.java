/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.proxy.internal.Destination;
import io.reveille.server.proxy.internal.Reception;
import io.reveille.server.proxy.internal.UnservedException;
import io.reveille.server.proxy.internal.leg.LegEnd;
import io.reveille.server.proxy.internal.leg.ServiceLeg;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.SessionStep;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Clients that come again instead of waiting in line: for each, a connection to its service is
 * brought about that wakes the gateway, and goes when the gateway is there.
 */
@SuppressWarnings("FutureReturnValueIgnored") // completes by calls that cannot fail
public final class WaitingRoom {

    private static final int MOST = 1000;
    private static final int REMEMBERED_SECONDS = 3;

    private final Reception reception;
    private final Map<Key, Visit> visits = new HashMap<>();

    private record Key(Destination destination, Caller caller) {}

    /** Steps of the wake so far. */
    record Steps(Instant begin, List<SessionStep> list) {}

    public WaitingRoom(Reception reception) {
        this.reception = reception;
    }

    /** Comes in, or comes again. */
    synchronized Visit enter(Destination destination, Caller caller, EventLoop loop) {
        Key key = new Key(destination, caller.anyConnection());
        Visit before = visits.get(key);
        if (before != null) {
            return before;
        }
        Visit visit = new Visit(key, loop);
        if (visits.size() >= MOST) {
            visit.refused(new UnservedException(Outcome.REFUSED, "too many clients wait"));
            return visit;
        }
        visits.put(key, visit);
        visit.begin(destination, caller);
        return visit;
    }

    private synchronized void leave(Key key, Visit visit) {
        visits.remove(key, visit);
    }

    /** One client's wait for one service. */
    final class Visit implements LegEnd {

        private final Key key;
        private final EventLoop loop;
        private volatile Optional<UnservedException> failure = Optional.empty();
        private volatile Optional<String> session = Optional.empty();
        private Optional<ServiceLeg> leg = Optional.empty();

        private Visit(Key key, EventLoop loop) {
            this.key = key;
            this.loop = loop;
        }

        private void begin(Destination destination, Caller caller) {
            ServiceLeg begun = new ServiceLeg(caller.address(), loop, this);
            leg = Optional.of(begun);
            loop.register(begun);
            reception.serve(
                    begun,
                    destination,
                    caller,
                    new LegManner(Optional.empty(), found -> session = Optional.of(found)),
                    Unpooled.EMPTY_BUFFER);
        }

        /** Why the gateway does not come, once that is so. */
        Optional<UnservedException> failure() {
            return failure;
        }

        /** What has happened so far; completes on any thread. */
        CompletionStage<Steps> steps() {
            Steps none = new Steps(Instant.EPOCH, List.of());
            return session.map(reception::session)
                    .map(
                            asked ->
                                    asked.thenApply(
                                            found ->
                                                    found.map(
                                                                    s ->
                                                                            new Steps(
                                                                                    s.openedAt(),
                                                                                    s.steps()))
                                                            .orElse(none)))
                    .orElseGet(() -> CompletableFuture.completedStage(none))
                    .exceptionally(unknown -> none);
        }

        private void over() {
            loop.schedule(() -> leave(key, this), REMEMBERED_SECONDS, TimeUnit.SECONDS);
            leg.ifPresent(
                    done -> {
                        done.endOfInput();
                        loop.schedule(() -> done.close(), REMEMBERED_SECONDS, TimeUnit.SECONDS);
                    });
        }

        @Override
        public void accepted() {
            over();
        }

        @Override
        public void refused(UnservedException why) {
            failure = Optional.of(why);
            over();
        }

        @Override
        public void received(ByteBuf octets) {
            leg.ifPresent(from -> from.taken(octets.readableBytes()));
            octets.release();
        }

        @Override
        public void ended() {
            leg.ifPresent(ServiceLeg::close);
        }

        @Override
        public void broke() {
            leave(key, this);
        }

        @Override
        public void writable() {
            // nothing is sent
        }
    }
}
