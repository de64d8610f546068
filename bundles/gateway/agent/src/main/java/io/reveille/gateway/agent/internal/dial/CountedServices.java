/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.protocol.ServiceTransport;
import io.reveille.tunnel.ServiceDirectory;
import io.reveille.tunnel.ServiceGuard;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is asked for through one tunnel: the services offered, each counted by its name, and what is
 * not offered. Several threads may ask.
 */
final class CountedServices implements ServiceDirectory {
    private final OfferedServices services;
    private final Map<String, Long> asked = new TreeMap<>();
    private long notOffered;

    CountedServices(OfferedServices services) {
        this.services = services;
    }

    @Override
    public Optional<InetSocketAddress> resolve(String authority) {
        Optional<String> name = services.nameOf(authority, ServiceTransport.TCP);
        count(name);
        return name.flatMap(services::resolve);
    }

    @Override
    public Optional<InetSocketAddress> resolveDatagrams(String authority) {
        Optional<String> name = services.nameOf(authority, ServiceTransport.UDP);
        count(name);
        return name.flatMap(services::resolveDatagrams);
    }

    @Override
    public Optional<ServiceGuard> guard(String authority) {
        return services.guard(authority);
    }

    private synchronized void count(Optional<String> name) {
        name.ifPresentOrElse(n -> asked.merge(n, 1L, Long::sum), () -> notOffered++);
    }

    /** As in {@code http 12, ssh 1, not offered 3}; empty when nothing was asked for. */
    synchronized String summary() {
        String offered =
                asked.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
        String rest = notOffered == 0 ? "" : "not offered " + notOffered;
        return offered.isEmpty() || rest.isEmpty() ? offered + rest : offered + ", " + rest;
    }
}
