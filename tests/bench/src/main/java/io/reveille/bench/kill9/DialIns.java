/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.kill9;

import io.reveille.bench.BenchFleet;
import io.reveille.crypto.Octets;
import io.reveille.protocol.SealedRequest;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelAdmission;
import io.reveille.tunnel.TunnelListener;
import io.reveille.tunnel.TunnelRequest;
import io.reveille.tunnel.TunnelRuntime;
import io.reveille.tunnel.TunnelSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The proxy's tunnel port, which notes in which of the gateway's lives each session is dialled. */
final class DialIns implements TunnelAdmission, AutoCloseable {
    private final TunnelRuntime runtime = TunnelRuntime.start(1);
    private final TunnelListener listener;
    private final Map<Octets, SealedRequest> expected = new ConcurrentHashMap<>();
    private final Map<Octets, Set<Integer>> lives = new ConcurrentHashMap<>();
    private final BlockingQueue<Octets> up = new LinkedBlockingQueue<>();
    private volatile int life;

    DialIns(BenchFleet fleet) throws IOException {
        listener =
                TunnelListener.bind(
                        runtime,
                        fleet.proxyTls(),
                        TunnelSettings.defaults(),
                        this,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    int port() {
        return listener.address().getPort();
    }

    void expect(SealedRequest request) {
        expected.put(request.sessionId().octets(), request);
    }

    /** The next life begins. */
    void life(int number) {
        life = number;
        up.clear();
    }

    /** In which lives the session was dialled. */
    Set<Integer> lives(SealedRequest request) {
        return lives.getOrDefault(request.sessionId().octets(), Set.of());
    }

    /** Whether the tunnel of this request comes up in time. */
    boolean awaitUp(SealedRequest request) throws InterruptedException {
        return request.sessionId().octets().equals(up.poll(30, TimeUnit.SECONDS));
    }

    @Override
    public CompletionStage<Boolean> admit(TunnelRequest request) {
        Octets session = Octets.of(request.credential().sessionId());
        SealedRequest known = expected.get(session);
        boolean right = known != null && request.credential().hasToken(known.token().toArray());
        if (right) {
            lives.computeIfAbsent(session, none -> ConcurrentHashMap.newKeySet()).add(life);
        }
        return CompletableFuture.completedStage(right);
    }

    @Override
    public void opened(TunnelRequest request, ProxyTunnel tunnel) {
        up.add(Octets.of(request.credential().sessionId()));
    }

    @Override
    public void refused(InetSocketAddress remote, String reason) {
        // most often the gateway was killed in mid-handshake
    }

    @Override
    public void close() {
        listener.close();
        runtime.close();
    }
}
