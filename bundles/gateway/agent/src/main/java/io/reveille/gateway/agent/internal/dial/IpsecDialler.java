/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.ipsec.IpsecException;
import io.reveille.ipsec.IpsecInitiator;
import io.reveille.ipsec.IpsecPath;
import io.reveille.ipsec.IpsecSession;
import io.reveille.protocol.Verdict;
import io.reveille.tunnel.DialOrder;
import io.reveille.tunnel.GatewayTunnel;
import io.reveille.tunnel.ServiceDirectory;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Dials through IPsec: brings it up, has the same dial made inside it as soon as it is, and takes
 * it down when that tunnel is gone. The service that is asked for is connected to meanwhile.
 */
public final class IpsecDialler implements Dialler, AutoCloseable {
    private static final int END_SECONDS = 5;

    private final IpsecInitiator initiator;
    private final String gatewayId;
    private final Inside inside;
    private final ExecutorService work;

    /** Dials inside a tunnel that is on its way up. */
    @FunctionalInterface
    public interface Inside {
        /**
         * Begins with what can be done before, and dials when the way is there.
         *
         * @param way where the proxy is reached; fails when IPsec does
         */
        CompletionStage<GatewayTunnel> dial(
                DialRequest request,
                DialOrder order,
                ServiceDirectory services,
                CompletionStage<InetSocketAddress> way);
    }

    /**
     * @param inside dials once IPsec is up
     */
    public IpsecDialler(IpsecInitiator initiator, String gatewayId, Inside inside) {
        this.initiator = initiator;
        this.gatewayId = gatewayId;
        this.inside = inside;
        this.work =
                Executors.newCachedThreadPool(
                        task -> {
                            Thread thread = new Thread(task, "reveille-ipsec");
                            thread.setDaemon(true);
                            return thread;
                        });
        work.execute(initiator::clear);
    }

    @Override
    public CompletionStage<GatewayTunnel> dial(
            DialRequest request, DialOrder order, ServiceDirectory services) {
        try {
            CompletionStage<IpsecPath> path =
                    CompletableFuture.supplyAsync(() -> up(request, order), work);
            return inside.dial(request, order, services, path.thenApply(IpsecPath::proxy))
                    .whenComplete(
                            (tunnel, failure) -> {
                                if (tunnel == null) {
                                    path.thenAccept(this::down);
                                } else {
                                    tunnel.ended().thenAccept(end -> path.thenAccept(this::down));
                                }
                            });
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new IpsecException("the gateway is stopping", e));
        }
    }

    private IpsecPath up(DialRequest request, DialOrder order) {
        Verdict.Accepted granted = request.granted();
        try {
            return initiator.up(
                    new IpsecSession(
                            granted.sessionId().octets(),
                            gatewayId,
                            order.serverName(),
                            granted.token().ikeKey(granted.sessionId())),
                    order.proxy());
        } catch (IpsecException e) {
            throw new CompletionException(e);
        }
    }

    private void down(IpsecPath path) {
        try {
            work.execute(path::close);
        } catch (RejectedExecutionException e) {
            path.close();
        }
    }

    /** Takes down what is still up; within some seconds. */
    @Override
    public void close() {
        work.shutdown();
        try {
            if (!work.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                work.shutdownNow();
            }
        } catch (InterruptedException e) {
            work.shutdownNow();
            Thread.currentThread().interrupt();
        }
        initiator.clear();
    }
}
