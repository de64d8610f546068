/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.reveille.protocol.ServiceTransport;
import io.reveille.server.proxy.ProxyOptions;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.Registry;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelRuntime;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The public ports: one for each service of each active gateway, as the registry has them. */
public final class ServiceEntries implements Entry {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceEntries.class);
    private static final int MOST_MOVES = 1000;

    private final ProxyOptions options;
    private final TunnelRuntime runtime;
    private final Registry registry;
    private final Reception reception;
    private final LiveTunnels tunnels;
    private final Executor work;
    private final Map<Destination, Channel> listening = new HashMap<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile Set<Integer> ports = Set.of();
    private Registry.@Nullable Subscription subscription;
    private boolean closed;
    private int moves;

    public ServiceEntries(
            ProxyOptions options,
            TunnelRuntime runtime,
            Registry registry,
            Reception reception,
            LiveTunnels tunnels,
            Executor work) {
        this.options = options;
        this.runtime = runtime;
        this.registry = registry;
        this.reception = reception;
        this.tunnels = tunnels;
        this.work = work;
    }

    @Override
    public String name() {
        return "service ports";
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return Optional.empty();
    }

    /** Opens the ports, and from now on follows the registry. */
    @Override
    public void start() {
        subscription =
                registry.onChange(
                        () -> {
                            if (due.compareAndSet(false, true)) {
                                work.execute(this::update);
                            }
                        });
        update();
    }

    /** The ports that are really open. */
    public Set<Integer> ports() {
        return ports;
    }

    private synchronized void update() {
        due.set(false);
        if (closed) {
            return;
        }
        Set<Destination> wanted = new HashSet<>();
        Set<String> active = new HashSet<>();
        for (Gateway gateway : registry.gateways()) {
            if (gateway.status() == GatewayStatus.ACTIVE) {
                active.add(gateway.id());
                gateway.services()
                        .forEach(service -> wanted.add(new Destination(gateway.id(), service)));
            }
        }
        tunnels.keepOnly(active::contains);
        listening
                .entrySet()
                .removeIf(entry -> !wanted.contains(entry.getKey()) && close(entry.getValue()));
        wanted.stream().filter(entry -> !listening.containsKey(entry)).forEach(this::listen);
        Set<Integer> open = new TreeSet<>();
        listening.keySet().forEach(entry -> open.add(entry.service().publicPort()));
        ports = Set.copyOf(open);
    }

    private static boolean close(Channel listener) {
        listener.close().awaitUninterruptibly();
        return true;
    }

    private void listen(Destination entry) {
        GatewayService service = entry.service();
        ChannelFuture bound =
                service.transport() == ServiceTransport.UDP ? bindUdp(entry) : bindTcp(entry);
        bound.awaitUninterruptibly();
        if (bound.isSuccess()) {
            listening.put(entry, bound.channel());
            return;
        }
        move(entry, String.valueOf(bound.cause().getMessage()));
    }

    private ChannelFuture bindUdp(Destination entry) {
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(runtime.group())
                        .channel(runtime.datagramType())
                        .handler(new UdpPort(reception, entry, options.udp()));
        runtime.prepare(bootstrap);
        return bootstrap.bind(options.address(entry.service().publicPort()));
    }

    private ChannelFuture bindTcp(Destination entry) {
        return NearListener.bind(
                runtime,
                options.address(entry.service().publicPort()),
                () -> tunnels.open(entry.gatewayId()).map(ProxyTunnel::eventLoop),
                client -> reception.receive(entry, client));
    }

    /**
     * A port that another program has is given up for another one; anything else would befall every
     * port.
     */
    private void move(Destination entry, String problem) {
        String name = entry.gatewayId() + " " + entry.service().name();
        if (!problem.contains("in use") || moves >= MOST_MOVES) {
            LOG.error(
                    "{} cannot be reached: port {} cannot be listened at: {}",
                    name,
                    entry.service().publicPort(),
                    problem);
            return;
        }
        moves++;
        try {
            GatewayService moved =
                    registry.movePort(
                            entry.gatewayId(), entry.service().name()); // calls for an update
            LOG.warn(
                    "{}: port {} is another program's, now {}",
                    name,
                    entry.service().publicPort(),
                    moved.publicPort());
        } catch (RuntimeException e) {
            LOG.error("{} cannot be reached: {}", name, e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.close();
        }
        listening.values().forEach(ServiceEntries::close);
        listening.clear();
        ports = Set.of();
    }
}
