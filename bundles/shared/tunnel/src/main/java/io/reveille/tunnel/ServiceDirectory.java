/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.net.InetSocketAddress;
import java.util.Optional;

/** The services that a gateway offers. Nothing else can be reached through its tunnel. */
@FunctionalInterface
public interface ServiceDirectory {

    /**
     * Finds where a service listens. Called on an event loop: must not block.
     *
     * @param authority what the proxy asks for, the {@code :authority} of the stream: a service's
     *     name or {@code host:port} as offered; comes from outside
     * @return the address to connect to; empty if that is not offered
     */
    Optional<InetSocketAddress> resolve(String authority);

    /**
     * Finds where a service by UDP listens. As {@link #resolve}; a gateway without such services
     * finds nothing.
     */
    default Optional<InetSocketAddress> resolveDatagrams(String authority) {
        return Optional.empty();
    }

    /** Who decides on streams to the service that {@link #resolve} finds; nobody if empty. */
    default Optional<ServiceGuard> guard(String authority) {
        return Optional.empty();
    }
}
