/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import io.reveille.tunnel.internal.DialingTls;
import io.reveille.tunnel.internal.GatewayDial;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The gateway's end: dials a proxy and serves the streams that it opens. */
public final class TunnelDialer {

    private final TunnelRuntime runtime;
    private final DialingTls tls;
    private final TunnelSettings settings;
    private final ServiceDirectory services;
    private final TunnelControl control;

    public TunnelDialer(
            TunnelRuntime runtime,
            TunnelTls tls,
            TunnelSettings settings,
            ServiceDirectory services) {
        this(runtime, tls, settings, services, TunnelControl.none(), Clock.systemUTC());
    }

    /**
     * @param control answers what the proxy asks of the gateway itself
     * @param clock by which the proxy's certificate is judged; when it shows less than the day on
     *     which this end's own certificate was issued, it counts as not set (see wire format,
     *     "Clocks")
     */
    public TunnelDialer(
            TunnelRuntime runtime,
            TunnelTls tls,
            TunnelSettings settings,
            ServiceDirectory services,
            TunnelControl control,
            Clock clock) {
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        this.tls = new DialingTls(tls, runtime.isNative(), clock);
        this.settings = Objects.requireNonNull(settings, "settings");
        this.services = Objects.requireNonNull(services, "services");
        this.control = Objects.requireNonNull(control, "control");
    }

    /**
     * Dials, proves who it is, presents the credential and, once the proxy has answered {@code
     * 101}, serves.
     *
     * @return the tunnel; or fails with {@link TunnelDialException}, within the sum of the connect,
     *     handshake and upgrade time-outs
     */
    public CompletionStage<GatewayTunnel> dial(DialOrder order) {
        return dial(order, CompletableFuture.completedStage(order.proxy()));
    }

    /**
     * As {@link #dial(DialOrder)}, where the way to the proxy comes up meanwhile: connects ahead at
     * once and dials when it is there. Neither outlasts a way that fails.
     *
     * @param way where to dial, in place of the order's address; when it fails, the dial fails of
     *     the same
     */
    public CompletionStage<GatewayTunnel> dial(
            DialOrder order, CompletionStage<InetSocketAddress> way) {
        return new GatewayDial(runtime, tls, settings, services, control, order).start(way);
    }
}
