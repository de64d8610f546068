/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A connection to a service, begun before any stream asks for it (step E beside step G). Lives on
 * one event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class AheadConnection {

    /** Longer than a dial may take. */
    private static final long KEPT_SECONDS = 90;

    private final InetSocketAddress service;
    private final ServiceConnection connection;
    private final Future<?> expiry;
    private boolean gone;

    AheadConnection(
            EventLoop loop,
            InetSocketAddress service,
            Function<InetSocketAddress, ServiceConnection> connect) {
        this.service = service;
        this.connection = connect.apply(service);
        this.expiry = loop.schedule(this::close, KEPT_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Hands the connection over to the first who asks for this service; not if it has ended since.
     */
    Optional<ServiceConnection> take(InetSocketAddress wanted) {
        if (gone || !wanted.equals(service)) {
            return Optional.empty();
        }
        gone = true;
        expiry.cancel(false);
        return connection.isStale() ? Optional.empty() : Optional.of(connection);
    }

    /** Gives up a connection that no one has taken. */
    void close() {
        if (!gone) {
            gone = true;
            expiry.cancel(false);
            connection.close();
        }
    }
}
