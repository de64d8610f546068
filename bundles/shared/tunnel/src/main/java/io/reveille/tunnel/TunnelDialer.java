/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import io.reveille.tunnel.internal.GatewayDial;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** The gateway's end: dials a proxy and serves the streams that it opens. */
public final class TunnelDialer {

    private final TunnelRuntime runtime;
    private final TunnelTls tls;
    private final TunnelSettings settings;
    private final ServiceDirectory services;
    private final Clock clock;

    public TunnelDialer(
            TunnelRuntime runtime,
            TunnelTls tls,
            TunnelSettings settings,
            ServiceDirectory services) {
        this(runtime, tls, settings, services, Clock.systemUTC());
    }

    TunnelDialer(
            TunnelRuntime runtime,
            TunnelTls tls,
            TunnelSettings settings,
            ServiceDirectory services,
            Clock clock) {
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        this.tls = Objects.requireNonNull(tls, "tls");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.services = Objects.requireNonNull(services, "services");
        this.clock = clock;
    }

    /**
     * Dials, proves who it is, presents the credential and, once the proxy has answered {@code
     * 101}, serves.
     *
     * @return the tunnel; or fails with {@link TunnelDialException}, within the sum of the connect,
     *     handshake and upgrade time-outs
     */
    public CompletionStage<GatewayTunnel> dial(DialOrder order) {
        return new GatewayDial(runtime, tls, settings, services, clock, order).start();
    }
}
