/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.RouteHealth;
import io.reveille.server.registry.SignalNews;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.signal.internal.smpp.Dispatch;
import io.reveille.server.signal.internal.smpp.Receipts;
import io.reveille.server.signal.internal.smpp.Request;
import io.reveille.server.signal.internal.smpp.SmppLink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Sends access requests as short messages by SMPP 3.4, over one transceiver session that is bound
 * again whenever it is lost. A request is sent until the centre has accepted it, refused it for
 * good, or its validity is over; one that is sent twice does no harm, gateways take it once.
 */
public final class SmppRoute implements SignalRoute, AutoCloseable {
    /** The most octets of a request: all of one message but the header with the ports. */
    public static final int MAX_OCTETS = 133;

    private final SmppSettings settings;
    private final SmppLink link;
    private final Dispatch dispatch;

    private SmppRoute(SmppSettings settings) {
        this.settings = settings;
        Receipts receipts = new Receipts();
        link = new SmppLink(settings, receipts);
        dispatch = new Dispatch(settings, link, receipts);
    }

    /** Begins to bind, in the background and for as long as it takes. */
    public static SmppRoute start(SmppSettings settings) {
        SmppRoute route = new SmppRoute(settings);
        route.link.start();
        return route;
    }

    @Override
    public String name() {
        return "smpp " + settings.host() + ":" + settings.port();
    }

    @Override
    public SignalChannel channel() {
        return SignalChannel.SMS;
    }

    /** Whether the gateway has a number and the session is bound, or was moments ago. */
    @Override
    public boolean reaches(Gateway gateway) {
        return gateway.msisdn().isPresent() && link.usable();
    }

    @Override
    public CompletionStage<String> send(Gateway to, Octets sealed, Duration validity) {
        return send(to, sealed, validity, news -> {});
    }

    @Override
    public CompletionStage<String> send(
            Gateway to, Octets sealed, Duration validity, Consumer<SignalNews> news) {
        if (to.msisdn().isEmpty()) {
            return failed("gateway " + to.id() + " has no phone number");
        }
        if (sealed.length() > MAX_OCTETS) {
            return failed(sealed.length() + " octets do not fit one short message of 133");
        }
        return dispatch.send(
                new Request(to.id(), to.msisdn().get().substring(1), sealed, validity, news));
    }

    @Override
    public RouteHealth health() {
        return link.health();
    }

    /** Unbinds; what has not been accepted yet fails. */
    @Override
    public void close() {
        dispatch.close();
        link.close();
    }

    private static CompletionStage<String> failed(String message) {
        return CompletableFuture.failedFuture(new IOException(message));
    }
}
