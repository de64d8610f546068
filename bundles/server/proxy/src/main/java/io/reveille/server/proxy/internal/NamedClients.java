/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.channel.Channel;
import io.reveille.server.proxy.ClientAuthority;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients that are in by name; those whose user is shut out meanwhile are shown out. */
@SuppressWarnings("FutureReturnValueIgnored") // whether it can be closed in order does not matter
final class NamedClients {
    private static final Logger LOG = LoggerFactory.getLogger(NamedClients.class);

    private final ClientAuthority authority;
    private final Map<Channel, Place> present = new ConcurrentHashMap<>();

    private record Place(String user, Destination destination) {}

    NamedClients(ClientAuthority authority) {
        this.authority = authority;
    }

    /** Keeps an eye on a client until it has gone. */
    void enter(Channel channel, Destination destination, Caller client) {
        client.user()
                .ifPresent(
                        user -> {
                            present.put(channel, new Place(user, destination));
                            channel.closeFuture().addListener(gone -> present.remove(channel));
                        });
    }

    /** Shows out who may no longer be in. */
    void look() {
        present.forEach(
                (channel, place) -> {
                    Destination where = place.destination();
                    if (!authority.mayStay(
                            place.user(), where.gatewayId(), where.service().name())) {
                        LOG.info("{} may no longer be at {}: shown out", place.user(), where);
                        channel.close();
                    }
                });
    }
}
