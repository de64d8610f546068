/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.Step;
import io.reveille.protocol.TextForm;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.RequestDesk;
import io.reveille.server.registry.RequestOrder;
import io.reveille.server.registry.RequestOrder.Manner;
import io.reveille.server.registry.RequestSlip;
import io.reveille.server.registry.SessionRecorder;
import io.reveille.server.registry.Sessions;
import io.reveille.tunnel.ProxyTunnel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Access requests for people: each is a session in the record, as those of clients are. */
public final class RequestsByHand implements RequestDesk {
    /** By what name budgets count them, and whose sessions they are. */
    static final String SOURCE = "by-hand";

    /** Fewer than the counters that a gateway remembers: all of them can still be used. */
    private static final int MOST_OPEN = 32;

    private final Registry registry;
    private final Sessions sessions;
    private final AccessRequests requests;
    private final Rendezvous rendezvous;
    private final Duration sendingTime;

    /**
     * @param sendingTime how long a request is good for that is sent at once
     */
    public RequestsByHand(
            Registry registry,
            Sessions sessions,
            AccessRequests requests,
            Rendezvous rendezvous,
            Duration sendingTime) {
        this.registry = registry;
        this.sessions = sessions;
        this.requests = requests;
        this.rendezvous = rendezvous;
        this.sendingTime = sendingTime;
    }

    @Override
    public RequestSlip request(RequestOrder order) {
        String id = order.gatewayId();
        Gateway gateway =
                registry.gateway(id)
                        .orElseThrow(() -> new NoSuchElementException("there is no gateway " + id));
        GatewayService service =
                gateway.service(order.service())
                        .orElseThrow(
                                () ->
                                        new NoSuchElementException(
                                                "gateway %s offers no service %s"
                                                        .formatted(id, order.service())));
        if (gateway.status() != GatewayStatus.ACTIVE) {
            throw new IllegalStateException("gateway " + id + " is not active");
        }
        return order.manner() == Manner.SEND
                ? send(order, service)
                : print(order, gateway, service);
    }

    private RequestSlip send(RequestOrder order, GatewayService service) {
        ServiceCall call = call(order, service);
        call.session().step(Step.C, "asked for by hand, by " + word(order.channel()));
        rendezvous.find(call);
        return slip(order, call, Optional.empty(), Optional.empty(), sendingTime);
    }

    private RequestSlip print(RequestOrder order, Gateway gateway, GatewayService service) {
        Optional<String> to = to(order, gateway);
        if (requests.open(gateway.id()) >= MOST_OPEN) {
            throw new IllegalStateException(
                    "%d requests to %s are open already: use one of them, or wait until they expire"
                            .formatted(MOST_OPEN, gateway.id()));
        }
        String text =
                TextForm.encode(
                        requests.seal(
                                gateway, service.localPort(), order.channel(), order.validity()));
        ServiceCall call = call(order, service);
        call.session()
                .step(
                        Step.D,
                        "handed out, to be sent by a person by "
                                + word(order.channel())
                                + to.map(address -> " to " + address).orElse(""));
        if (order.manner() == Manner.EXPECT) {
            rendezvous.expect(call, order.validity());
        } else {
            call.session().end(Outcome.COMPLETED, "handed out; its tunnel is let in when it comes");
        }
        return slip(order, call, Optional.of(text), to, order.validity());
    }

    private static Optional<String> to(RequestOrder order, Gateway gateway) {
        return switch (order.channel()) {
            case SMS ->
                    Optional.of(
                            gateway.msisdn()
                                    .orElseThrow(() -> lacks(gateway, "number", "--msisdn")));
            case EMAIL ->
                    Optional.of(
                            gateway.email()
                                    .orElseThrow(() -> lacks(gateway, "mailbox", "--email")));
            case MQTT ->
                    throw new IllegalArgumentException(
                            "a request for MQTT is octets, which no one types: have it sent");
        };
    }

    private static IllegalStateException lacks(Gateway gateway, String what, String option) {
        return new IllegalStateException(
                "gateway %s has no %s: 'reveille devices set %s %s …' gives it one"
                        .formatted(gateway.id(), what, gateway.id(), option));
    }

    private ServiceCall call(RequestOrder order, GatewayService service) {
        SessionRecorder session =
                sessions.open(
                        order.gatewayId(),
                        service.name(),
                        InetSocketAddress.createUnresolved(SOURCE, 0));
        ServiceCall call =
                ServiceCall.by(order.channel(), order.gatewayId(), service, SOURCE, session);
        CompletionStage<ProxyTunnel> unused =
                call.tunnel()
                        .whenComplete(
                                (tunnel, failure) -> ended(session, Optional.ofNullable(failure)));
        return call;
    }

    private static void ended(SessionRecorder session, Optional<Throwable> failure) {
        if (failure.isEmpty()) {
            session.end(Outcome.COMPLETED, "the tunnel is up for a client");
        } else if (failure.get() instanceof UnservedException unserved) {
            session.end(unserved.outcome(), unserved.reason());
        } else {
            session.end(Outcome.SIGNAL_FAILED, String.valueOf(failure.get()));
        }
    }

    private static RequestSlip slip(
            RequestOrder order,
            ServiceCall call,
            Optional<String> text,
            Optional<String> to,
            Duration validity) {
        return new RequestSlip(order, call.session().key(), text, to, Instant.now().plus(validity));
    }

    private static String word(SignalChannel channel) {
        return switch (channel) {
            case SMS -> "SMS";
            case EMAIL -> "e-mail";
            case MQTT -> "MQTT";
        };
    }
}
