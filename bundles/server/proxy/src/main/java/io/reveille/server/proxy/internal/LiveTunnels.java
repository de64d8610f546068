/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.server.registry.TunnelStatus.LiveTunnel;
import io.reveille.tunnel.ProxyTunnel;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tunnels that are up, one for each gateway.
 *
 * <p>A second tunnel of the same gateway takes the place of the first, which drains: its clients
 * are served to their end. The newcomer holds a token that this proxy gave out because it had no
 * tunnel that answered, so the older one is most likely dead already, and no one but the gateway
 * itself can bring it about.
 */
public final class LiveTunnels implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveTunnels.class);

    private static final int PATIENCE_SECONDS = 2;

    private final Map<String, Live> byGateway = new ConcurrentHashMap<>();

    private record Live(ProxyTunnel tunnel, InetSocketAddress remote, Instant since) {}

    /** Takes a tunnel that has come up. */
    void add(String gatewayId, ProxyTunnel tunnel, InetSocketAddress remote) {
        Live live = new Live(tunnel, remote, Instant.now());
        LOG.info("{}: tunnel up from {}", gatewayId, remote);
        Live before = byGateway.put(gatewayId, live);
        if (before != null) {
            before.tunnel().drain();
        }
        tunnel.ended()
                .thenAccept(
                        end -> {
                            byGateway.remove(gatewayId, live);
                            LOG.info("{}: tunnel down: {}", gatewayId, end.detail());
                        });
    }

    /** The tunnel through which a client can be served now. */
    Optional<ProxyTunnel> open(String gatewayId) {
        return Optional.ofNullable(byGateway.get(gatewayId))
                .map(Live::tunnel)
                .filter(ProxyTunnel::isOpen);
    }

    /** Ends the tunnels of gateways that may no longer have one. */
    void keepOnly(Predicate<String> allowed) {
        byGateway.forEach(
                (gatewayId, live) -> {
                    if (!allowed.test(gatewayId)) {
                        live.tunnel().close();
                    }
                });
    }

    /** What is up, by gateway. */
    public List<LiveTunnel> list() {
        return byGateway.entrySet().stream()
                .map(entry -> describe(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(LiveTunnel::gatewayId))
                .toList();
    }

    private static LiveTunnel describe(String gatewayId, Live live) {
        ProxyTunnel tunnel = live.tunnel();
        return new LiveTunnel(
                gatewayId,
                live.remote(),
                live.since(),
                tunnel.openStreams(),
                tunnel.octetsUp(),
                tunnel.octetsDown(),
                tunnel.octetsHeld());
    }

    /** Ends all tunnels, and waits a moment until their clients have been told. */
    @Override
    public void close() {
        List<CompletableFuture<?>> ends = new ArrayList<>();
        byGateway.values().forEach(live -> ends.add(live.tunnel().ended().toCompletableFuture()));
        keepOnly(gatewayId -> false);
        try {
            CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("tunnels that did not end in time are cut", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
