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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Dials through IPsec: brings it up first, has the same dial made inside it, and takes it down when
 * that tunnel is gone.
 */
public final class IpsecDialler implements Dialler, AutoCloseable {
    private static final int END_SECONDS = 5;

    private final IpsecInitiator initiator;
    private final String gatewayId;
    private final Dialler inside;
    private final ExecutorService work;

    /**
     * @param inside dials once IPsec is up
     */
    public IpsecDialler(IpsecInitiator initiator, String gatewayId, Dialler inside) {
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
            return CompletableFuture.supplyAsync(() -> up(request, order), work)
                    .thenCompose(path -> dial(request, order, services, path));
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

    private CompletionStage<GatewayTunnel> dial(
            DialRequest request, DialOrder order, ServiceDirectory services, IpsecPath path) {
        return inside.dial(
                        request,
                        new DialOrder(
                                path.proxy(),
                                order.serverName(),
                                order.credential(),
                                order.acceptedNanos(),
                                order.connectAhead()),
                        services)
                .whenComplete(
                        (tunnel, failure) -> {
                            if (tunnel == null) {
                                down(path);
                            } else {
                                tunnel.ended().thenAccept(end -> down(path));
                            }
                        });
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
