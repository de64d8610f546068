/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import io.reveille.server.registry.CidrBlock;
import io.reveille.tunnel.TunnelSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a public proxy is set up.
 *
 * @param listen the address of all its ports; all addresses of the machine if empty
 * @param tunnelPort where gateways dial, 0 for any that is free
 * @param clientAllow where clients may come from; with nothing else asked of them, this is their
 *     authentication
 * @param rendezvousTimeout how long a client waits for its gateway's tunnel, 1 s to 1 h, whole
 *     seconds
 * @param quietClient how long a client that says nothing is watched before it is worth an access
 *     request, at most 5 s
 * @param mostClients of all gateways together, at least 1
 * @param mostWaiting clients that may wait for one gateway's tunnel, at least 1
 * @param signals how many access requests may be sent
 * @param threads event loops, 1 to 256
 * @param tunnel windows and time-outs of tunnels
 * @param wake how gateways are woken
 * @param ipsec how IPsec tunnels are taken; nothing if none are
 * @param forward the entries for HTTP CONNECT and SOCKS5
 * @param udp how clients of services by UDP are taken
 * @param web the entries for HTTP by Host and for TLS by SNI
 */
public record ProxyOptions(
        Optional<InetAddress> listen,
        int tunnelPort,
        List<CidrBlock> clientAllow,
        Duration rendezvousTimeout,
        Duration quietClient,
        int mostClients,
        int mostWaiting,
        SignalLimits signals,
        int threads,
        TunnelSettings tunnel,
        WakeOptions wake,
        Optional<ProxyIpsec> ipsec,
        ForwardOptions forward,
        UdpOptions udp,
        WebOptions web) {

    public ProxyOptions {
        Objects.requireNonNull(listen, "listen");
        Objects.requireNonNull(signals, "signals");
        Objects.requireNonNull(tunnel, "tunnel");
        Objects.requireNonNull(wake, "wake");
        Objects.requireNonNull(ipsec, "ipsec");
        Objects.requireNonNull(forward, "forward");
        Objects.requireNonNull(udp, "udp");
        Objects.requireNonNull(web, "web");
        clientAllow = List.copyOf(clientAllow);
        require("tunnel.port", tunnelPort, 0, 65_535);
        require("rendezvous.timeout in seconds", rendezvousTimeout.toSeconds(), 1, 3600);
        rendezvousTimeout = Duration.ofSeconds(rendezvousTimeout.toSeconds());
        require("quiet client in milliseconds", quietClient.toMillis(), 0, 5000);
        require("clients.most", mostClients, 1, 1_000_000);
        require("waiting.most", mostWaiting, 1, 100_000);
        require("threads", threads, 1, 256);
    }

    /** Options without the entries that share a port, and with what is usual for UDP. */
    public ProxyOptions(
            Optional<InetAddress> listen,
            int tunnelPort,
            List<CidrBlock> clientAllow,
            Duration rendezvousTimeout,
            Duration quietClient,
            int mostClients,
            int mostWaiting,
            SignalLimits signals,
            int threads,
            TunnelSettings tunnel,
            WakeOptions wake,
            Optional<ProxyIpsec> ipsec) {
        this(
                listen,
                tunnelPort,
                clientAllow,
                rendezvousTimeout,
                quietClient,
                mostClients,
                mostWaiting,
                signals,
                threads,
                tunnel,
                wake,
                ipsec,
                ForwardOptions.OFF,
                UdpOptions.DEFAULT,
                WebOptions.OFF);
    }

    /** The same with these entries for HTTP CONNECT and SOCKS5. */
    public ProxyOptions with(ForwardOptions entries) {
        return new ProxyOptions(
                listen,
                tunnelPort,
                clientAllow,
                rendezvousTimeout,
                quietClient,
                mostClients,
                mostWaiting,
                signals,
                threads,
                tunnel,
                wake,
                ipsec,
                entries,
                udp,
                web);
    }

    /** The same with this for clients of services by UDP. */
    public ProxyOptions with(UdpOptions datagrams) {
        return new ProxyOptions(
                listen,
                tunnelPort,
                clientAllow,
                rendezvousTimeout,
                quietClient,
                mostClients,
                mostWaiting,
                signals,
                threads,
                tunnel,
                wake,
                ipsec,
                forward,
                datagrams,
                web);
    }

    /** The same with these entries for HTTP and TLS. */
    public ProxyOptions with(WebOptions entries) {
        return new ProxyOptions(
                listen,
                tunnelPort,
                clientAllow,
                rendezvousTimeout,
                quietClient,
                mostClients,
                mostWaiting,
                signals,
                threads,
                tunnel,
                wake,
                ipsec,
                forward,
                udp,
                entries);
    }

    /** Where to listen for a port. */
    public InetSocketAddress address(int port) {
        return listen.map(address -> new InetSocketAddress(address, port))
                .orElseGet(() -> new InetSocketAddress(port));
    }

    private static void require(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": " + value + " is not between " + least + " and " + most);
        }
    }
}
