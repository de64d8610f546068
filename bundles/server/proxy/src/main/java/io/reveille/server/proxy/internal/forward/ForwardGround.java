/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.reveille.server.proxy.ClientAuthority;
import io.reveille.server.proxy.ForwardPort;
import io.reveille.server.proxy.internal.Entry;
import io.reveille.server.proxy.internal.Reception;
import io.reveille.server.registry.Registry;
import io.reveille.tunnel.TunnelRuntime;
import java.util.List;

/** What the entries for forward connections stand on. */
public final class ForwardGround {

    private final Reception reception;
    private final Directions directions;
    private final TunnelRuntime runtime;
    private final ClientAuthority authority;

    public ForwardGround(
            Reception reception,
            ClientAuthority authority,
            Registry registry,
            String zone,
            TunnelRuntime runtime) {
        this.reception = reception;
        this.directions = new Directions(zone, registry);
        this.runtime = runtime;
        this.authority = authority;
    }

    /** HTTP CONNECT. */
    public Entry connect(ForwardPort port) {
        Doorman doorman = new Doorman(port.trusted(), authority);
        return new ForwardEntry(
                "connect",
                port,
                runtime,
                reception,
                List.of("http/1.1"),
                client -> new ConnectPrelude(client, doorman, directions, reception));
    }

    /** SOCKS5. */
    public Entry socks(ForwardPort port) {
        Doorman doorman = new Doorman(port.trusted(), authority);
        return new ForwardEntry(
                "socks",
                port,
                runtime,
                reception,
                List.of(),
                client -> new SocksPrelude(client, doorman, directions, reception));
    }
}
