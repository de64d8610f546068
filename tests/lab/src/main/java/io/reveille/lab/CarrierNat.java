/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The carrier's NAT and firewall: addresses and ports of devices are masked, each connection gets a
 * random port, nothing that comes from the Internet unasked is let in, what is idle is soon
 * forgotten.
 *
 * @param namespace where it is done; {@code wan} is the Internet's side, {@code lan} the devices'
 */
public record CarrierNat(Namespace namespace) {
    /** The router that the carrier sends to. */
    static final String UPLINK = "192.0.2.1";

    static final String FIRST_ADDRESS = "192.0.2.77";
    static final String DEVICE_SIDE = "100.64.0.1";

    private static final String RULES =
            """
            table ip carrier {
              counter inbound { }
              counter stale { }
              chain postrouting {
                type nat hook postrouting priority srcnat;
                oifname "wan" masquerade random
              }
              chain forgotten {
                drop
              }
              chain forward {
                type filter hook forward priority filter; policy drop;
                iifname "lan" ct state invalid counter name stale jump forgotten
                ct state established,related accept
                iifname "lan" oifname "wan" accept
                iifname "wan" counter name inbound drop
              }
              chain input {
                type filter hook input priority filter; policy accept;
                iifname "wan" ct state established,related accept
                iifname "wan" counter name inbound drop
              }
            }
            """;

    private static final Pattern PACKETS = Pattern.compile("packets (\\d+)");
    private static final Pattern PUBLIC_PORT = Pattern.compile(".* ESTABLISHED .* dport=(\\d+).*");

    /** What a carrier does with a device's packets of a connection that it has forgotten. */
    public enum Forgotten {
        /** Nothing: the device must find out by itself. */
        DROPPED("drop"),
        /** The device is told by a TCP reset. The other end is not. */
        RESET("meta l4proto tcp reject with tcp reset");

        private final String verdict;

        Forgotten(String verdict) {
            this.verdict = verdict;
        }
    }

    static CarrierNat start(Namespace namespace) {
        namespace.ip(
                "route add default via " + UPLINK,
                "addr add " + DEVICE_SIDE + "/16 dev lan",
                "link set lan up");
        namespace.nft(RULES);
        namespace.sysctl(
                "net.ipv4.ip_forward=1",
                // packets in the middle of a connection that is not known do not make it known
                "net.netfilter.nf_conntrack_tcp_loose=0",
                "net.netfilter.nf_conntrack_udp_timeout=20",
                "net.netfilter.nf_conntrack_udp_timeout_stream=30",
                "net.netfilter.nf_conntrack_tcp_timeout_established=60");
        return new CarrierNat(namespace);
    }

    /** The carrier's address on the Internet now. */
    public String address() {
        String line = namespace.output("ip", "-4", "-o", "addr", "show", "dev", "wan");
        return line.replaceFirst("(?s).* inet ([0-9.]+)/.*", "$1");
    }

    /** Forgets every connection, as a restart of the NAT does. */
    public void reset(Forgotten then) {
        namespace.nft(
                "flush chain ip carrier forgotten\nadd rule ip carrier forgotten "
                        + then.verdict
                        + "\n");
        // "0 flow entries have been deleted" is no failure
        namespace.run(Programs.SHORT, "", "conntrack", "-F").expected();
    }

    /** Has devices appear with another address; their connections are forgotten. */
    public void changeAddress(String address) {
        namespace.ip(
                "addr flush dev wan scope global",
                "addr add " + AddressRange.CARRIER.require(address) + "/24 dev wan",
                "route replace default via " + UPLINK);
        reset(Forgotten.DROPPED);
    }

    /** How many packets from the Internet were refused, since the start. */
    public long inboundRefused() {
        return packets("inbound");
    }

    /**
     * How many packets of devices belonged to no connection that the NAT knows, since the start.
     */
    public long stale() {
        return packets("stale");
    }

    /**
     * The public ports of the connections that devices now have with {@code port} of {@code host}.
     */
    public List<Integer> publicPorts(String host, int port) {
        return namespace
                .run(
                        Programs.SHORT,
                        "",
                        "conntrack",
                        "-L",
                        "-p",
                        "tcp",
                        "-d",
                        host,
                        "--dport",
                        String.valueOf(port))
                .expected()
                .text()
                .lines()
                .map(PUBLIC_PORT::matcher)
                .filter(Matcher::matches)
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    private long packets(String counter) {
        Matcher found =
                PACKETS.matcher(
                        namespace.output("nft", "list", "counter", "ip", "carrier", counter));
        if (!found.find()) {
            throw new LabException("nft shows no count for " + counter);
        }
        return Long.parseLong(found.group(1));
    }
}
