/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.proxy.internal.Destination;
import io.reveille.server.proxy.internal.Reception;
import io.reveille.server.proxy.internal.leg.ServiceLeg;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The connections to services that one client's connection has; idle ones are used again. */
@SuppressWarnings("FutureReturnValueIgnored") // registering cannot fail in a way that matters
final class Legs {

    /** One connection, and for whom it was opened: never used for anyone else. */
    private record Key(Destination destination, Caller caller) {}

    /** A connection for a request. */
    record Leg(ServiceConnection connection, boolean used) {}

    private final Reception reception;
    private final EventLoop loop;
    private final Map<Key, ArrayDeque<ServiceConnection>> idle = new HashMap<>();
    private final Set<ServiceConnection> all = new HashSet<>();

    Legs(Reception reception, EventLoop loop) {
        this.reception = reception;
        this.loop = loop;
    }

    /** An idle connection, or a new one. */
    Leg take(Destination destination, Caller caller, Optional<Duration> patience, boolean fresh) {
        ArrayDeque<ServiceConnection> waiting = idle.get(new Key(destination, caller));
        while (!fresh && waiting != null && !waiting.isEmpty()) {
            ServiceConnection used = waiting.remove();
            if (used.isPersistent()) {
                return new Leg(used, true);
            }
        }
        ServiceConnection connection = new ServiceConnection(all::remove);
        ServiceLeg leg = new ServiceLeg(caller.address(), loop, connection);
        connection.leg(leg);
        all.add(connection);
        loop.register(leg);
        reception.serve(
                leg,
                destination,
                caller,
                new LegManner(patience, session -> {}),
                Unpooled.EMPTY_BUFFER);
        return new Leg(connection, false);
    }

    /** A request is over, and its connection can be used again. */
    void giveBack(Destination destination, Caller caller, ServiceConnection connection) {
        if (connection.isPersistent()) {
            idle.computeIfAbsent(new Key(destination, caller), key -> new ArrayDeque<>())
                    .add(connection);
        } else {
            connection.close();
        }
    }

    /** The client has gone. */
    void close() {
        Set.copyOf(all).forEach(ServiceConnection::close);
        idle.clear();
    }
}
