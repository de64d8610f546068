/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.gateway.agent.OfferedService;
import io.reveille.gateway.agent.internal.HostPort;
import io.reveille.protocol.ServiceTransport;
import io.reveille.tunnel.ServiceDirectory;
import io.reveille.tunnel.ServiceGuard;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The services that this gateway offers, and nothing else: an authority that is neither the name of
 * one nor its exact host and port resolves to nothing.
 */
public final class OfferedServices implements ServiceDirectory {
    private final List<OfferedService> services;
    private final Function<String, Optional<ServiceGuard>> guards;

    public OfferedServices(List<OfferedService> services) {
        this(services, name -> Optional.empty());
    }

    /**
     * @param guards who stands in front of the service of a name
     */
    public OfferedServices(
            List<OfferedService> services, Function<String, Optional<ServiceGuard>> guards) {
        this.services = List.copyOf(services);
        this.guards = guards;
    }

    @Override
    public Optional<InetSocketAddress> resolve(String authority) {
        return find(authority, ServiceTransport.TCP).map(OfferedService::address);
    }

    @Override
    public Optional<InetSocketAddress> resolveDatagrams(String authority) {
        return find(authority, ServiceTransport.UDP).map(OfferedService::address);
    }

    @Override
    public Optional<ServiceGuard> guard(String authority) {
        return nameOf(authority, ServiceTransport.TCP).flatMap(guards);
    }

    /** The name of the service that is meant. */
    Optional<String> nameOf(String authority, ServiceTransport transport) {
        return find(authority, transport).map(OfferedService::name);
    }

    private Optional<OfferedService> find(String authority, ServiceTransport transport) {
        Optional<InetSocketAddress> asked = HostPort.parse(authority);
        return services.stream()
                .filter(s -> s.transport() == transport)
                .filter(
                        s ->
                                s.name().equals(authority)
                                        || asked.filter(s.address()::equals).isPresent())
                .findFirst();
    }

    /** Whether a service listens on {@code port}, on whichever host. */
    public boolean offersPort(int port) {
        return services.stream().anyMatch(s -> s.address().getPort() == port);
    }

    /**
     * The address of the one service by TCP on {@code port}; nothing when there are several or
     * none.
     */
    public Optional<InetSocketAddress> onlyServiceOn(int port) {
        List<InetSocketAddress> found =
                services.stream()
                        .filter(s -> s.transport() == ServiceTransport.TCP)
                        .map(OfferedService::address)
                        .filter(a -> a.getPort() == port)
                        .distinct()
                        .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
