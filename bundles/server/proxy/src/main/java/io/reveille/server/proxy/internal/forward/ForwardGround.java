/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.netty.handler.ssl.ApplicationProtocolNames;
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

    /** HTTP CONNECT by HTTP/1.1 and HTTP/2. */
    public Entry connect(ForwardPort port) {
        ConnectDesk desk =
                new ConnectDesk(new Doorman(port.trusted(), authority), directions, reception);
        return new ForwardEntry(
                "connect",
                port,
                runtime,
                reception,
                List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1),
                authority,
                (client, shown) -> new ConnectVersion(client, shown, desk));
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
                authority,
                (client, shown) -> new SocksPrelude(client, shown, doorman, directions, reception));
    }
}
