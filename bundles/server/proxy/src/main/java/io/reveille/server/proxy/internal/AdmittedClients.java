/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.util.AttributeKey;
import io.reveille.server.proxy.ClientAuthority;
import io.reveille.server.proxy.internal.leg.ServiceLeg;
import io.reveille.server.registry.ClientIdentity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients that are in by what may be taken from them: a user's name, a token, a certificate, or
 * a service that was opened for their address. Those from whom it is taken are shown out.
 */
@SuppressWarnings("FutureReturnValueIgnored") // whether it can be closed in order does not matter
final class AdmittedClients {
    private static final Logger LOG = LoggerFactory.getLogger(AdmittedClients.class);
    private static final AttributeKey<String> WHY =
            AttributeKey.valueOf(AdmittedClients.class, "why it is shown out");
    private static final int IN_ORDER_MILLIS = 300;

    private final ClientAuthority authority;
    private final Map<Object, Place> present = new ConcurrentHashMap<>();

    private record Right(Caller client, Destination destination) {}

    private record Place(Right right, Consumer<String> showOut) {}

    AdmittedClients(ClientAuthority authority) {
        this.authority = authority;
    }

    /** Keeps an eye on a client until its connection has closed. */
    void enter(Channel channel, Destination destination, Caller client) {
        if (enter(channel, destination, client, why -> showOut(channel, why))) {
            channel.closeFuture().addListener(gone -> leave(channel));
        }
    }

    /**
     * Keeps an eye on a client until it {@link #leave leaves}.
     *
     * @param key that no other client has
     * @param showOut is told why
     * @return false if there is nothing to look after
     */
    boolean enter(Object key, Destination destination, Caller client, Consumer<String> showOut) {
        boolean watched = client.identity().isPresent() || client.granted();
        if (watched) {
            present.put(key, new Place(new Right(client.anyConnection(), destination), showOut));
        }
        return watched;
    }

    void leave(Object key) {
        present.remove(key);
    }

    /** Why a connection was closed from this side, if it was. */
    static Optional<String> why(Channel channel) {
        return Optional.ofNullable(channel.attr(WHY).get());
    }

    /** Shows out who may no longer be in. */
    void look() {
        Map<Right, Optional<String>> objections = new HashMap<>();
        present.values()
                .forEach(
                        place ->
                                objections
                                        .computeIfAbsent(place.right(), this::objection)
                                        .ifPresent(place.showOut()));
    }

    private Optional<String> objection(Right right) {
        String gateway = right.destination().gatewayId();
        String service = right.destination().service().name();
        Optional<String> objection =
                right.client()
                        .identity()
                        .map(
                                who ->
                                        authority.stands(who, gateway, service)
                                                ? Optional.<String>empty()
                                                : Optional.of(objection(who, gateway, service)))
                        .orElseGet(() -> granted(right.client(), gateway, service));
        objection.ifPresent(why -> LOG.info("{}: shown out: {}", right.destination(), why));
        return objection;
    }

    private Optional<String> granted(Caller client, String gateway, String service) {
        return authority.isOpen(gateway, service, client.address().getAddress())
                ? Optional.empty()
                : Optional.of("the service is no longer open for this address");
    }

    private String objection(ClientIdentity who, String gateway, String service) {
        ClientIdentity user =
                new ClientIdentity(
                        who.name(), who.role(), who.reach(), Optional.empty(), "password");
        return authority.stands(user, gateway, service)
                ? who.credential() + " no longer holds: it was revoked or has expired"
                : who.name() + " was revoked or may no longer come here";
    }

    private static void showOut(Channel channel, String why) {
        if (channel.attr(WHY).setIfAbsent(why) == null) {
            if (channel instanceof ServiceLeg) { // whose client may not take it for the end
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            }
            channel.close();
            channel.eventLoop()
                    .schedule(() -> cut(channel), IN_ORDER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** A client that does not read would have TLS wait for it. */
    private static void cut(Channel channel) {
        if (channel.isOpen()) {
            channel.unsafe().closeForcibly();
        }
    }
}
