/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.tunnel.GatewayTunnel;
import io.reveille.tunnel.TunnelEnd;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A tunnel with nothing in it. */
final class TestGatewayTunnel implements GatewayTunnel {
    final CompletableFuture<TunnelEnd> ended = new CompletableFuture<>();
    volatile int cut;

    @Override
    public CompletionStage<TunnelEnd> ended() {
        return ended;
    }

    @Override
    public int openStreams() {
        return 0;
    }

    @Override
    public int cutStreams() {
        return cut;
    }

    @Override
    public long octetsUp() {
        return 0;
    }

    @Override
    public long octetsDown() {
        return 0;
    }

    @Override
    public long octetsHeld() {
        return 0;
    }

    @Override
    public void drain() {
        close();
    }

    @Override
    public void close() {
        ended.complete(new TunnelEnd(TunnelEnd.Reason.CLOSED, "closed"));
    }
}
