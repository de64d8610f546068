/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.reveille.tunnel.ServiceDirectory;
import io.reveille.tunnel.ServiceGuard;
import io.reveille.tunnel.StreamAnswer;
import io.reveille.tunnel.StreamEnd;
import io.reveille.tunnel.StreamRequest;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One client connection at the gateway: finds the service, connects, answers, and lets the octets
 * flow.
 */
final class GatewayStream {

    private static final int LONGEST_AUTHORITY = 255;

    private final TunnelStreams tunnel;
    private final Http2Stream stream;
    private final Relay relay;
    private @Nullable ServiceConnection service;
    private Optional<ChannelHandler> before = Optional.empty();
    private boolean over;

    GatewayStream(TunnelStreams tunnel, Http2Stream stream) {
        this.tunnel = tunnel;
        this.stream = stream;
        this.relay = new Relay(tunnel, stream, this::over);
    }

    /** Begins with what the proxy asked. */
    void start(
            Http2Headers asked,
            boolean end,
            ServiceDirectory services,
            Function<InetSocketAddress, ServiceConnection> connect) {
        if (end) {
            relay.received(Unpooled.EMPTY_BUFFER, true);
        }
        CharSequence authority = asked.authority();
        if (!"CONNECT".contentEquals(text(asked.method()))
                || authority == null
                || authority.length() > LONGEST_AUTHORITY) {
            refuse("400", "");
            return;
        }
        Optional<InetSocketAddress> address = services.resolve(authority.toString());
        if (address.isEmpty()) {
            refuse("404", "");
            return;
        }
        Runnable connecting = () -> connect(connect.apply(address.get()));
        Optional<ServiceGuard> guard = services.guard(authority.toString());
        if (guard.isEmpty()) {
            connecting.run();
            return;
        }
        StreamRequest request = RequestHeaders.request(authority.toString(), asked);
        guard.get()
                .admit(request)
                .whenComplete(
                        (verdict, failure) ->
                                tunnel.loop()
                                        .execute(
                                                () -> {
                                                    before = guard.get().before(request);
                                                    judged(verdict, connecting);
                                                }));
    }

    private void judged(@Nullable StreamAnswer verdict, Runnable connecting) {
        if (over) {
            return;
        }
        if (verdict == null) {
            refuse("502", "");
        } else if (verdict.isAccepted()) {
            connecting.run();
        } else {
            tunnel.headers(stream, RequestHeaders.refusal(verdict), true);
            relay.refuse();
        }
    }

    private void connect(ServiceConnection connection) {
        service = connection;
        connection.whenDecided(accepted -> decided(connection, accepted));
    }

    private void decided(ServiceConnection connection, boolean accepted) {
        if (over) {
            connection.close();
        } else if (accepted) {
            answer("200", connection.steps(), false);
            service = null; // the relay's from now on
            connection.handTo(relay, before);
        } else {
            refuse("502", connection.steps());
        }
    }

    private void refuse(String status, String steps) {
        answer(status, steps, true);
        relay.refuse();
    }

    private void answer(String status, String steps, boolean last) {
        Http2Headers headers = new DefaultHttp2Headers().status(status);
        if (!steps.isEmpty()) {
            headers.set("reveille-steps", steps);
        }
        tunnel.headers(stream, headers, last);
    }

    private void over(StreamEnd.Kind kind) {
        over = true;
        if (service != null) {
            service.close();
        }
    }

    private static CharSequence text(@Nullable CharSequence value) {
        return value == null ? "" : value;
    }
}
