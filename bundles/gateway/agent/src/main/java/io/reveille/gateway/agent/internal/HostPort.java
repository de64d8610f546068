/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code host:port} as people and authorities write it (RFC 3986 section 3.2): a name, an IPv4
 * address, or an IPv6 address in brackets.
 *
 * <p>Nothing here asks a resolver: a name stays an unresolved address, save {@code localhost},
 * which is the IPv4 loopback address (RFC 6761 section 6.3).
 */
public final class HostPort {
    private static final Pattern SHAPE =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})\\]|([^:\\[\\]]{1,253})):([0-9]{1,5})");
    private static final Pattern OCTET_LIKE = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern NAME =
            Pattern.compile(
                    "[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?"
                            + "(?:\\.[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?)*");

    private HostPort() {}

    /** The address that {@code text} says, or nothing when it is not {@code host:port}. */
    public static Optional<InetSocketAddress> parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(shape.group(3));
        if (port < 1 || port > 65535) {
            return Optional.empty();
        }
        if (shape.group(1) != null) {
            return address(shape.group(1))
                    .filter(Inet6Address.class::isInstance)
                    .map(ip -> new InetSocketAddress(ip, port));
        }
        String host = shape.group(2).toLowerCase(Locale.ROOT);
        if (host.equals("localhost")) {
            return address("127.0.0.1").map(ip -> new InetSocketAddress(ip, port));
        }
        if (OCTET_LIKE.matcher(host).matches()) {
            return address(host).map(ip -> new InetSocketAddress(ip, port));
        }
        return NAME.matcher(host).matches()
                ? Optional.of(InetSocketAddress.createUnresolved(host, port))
                : Optional.empty();
    }

    /** The IP address that {@code text} says: four decimal octets, or IPv6 without a zone. */
    public static Optional<InetAddress> address(String text) {
        boolean v4 = IPV4.matcher(text).matches();
        if (!v4 && !(text.indexOf(':') >= 0 && text.matches("[0-9A-Fa-f:.]{2,45}"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    /** {@code host:port}, with an IPv6 address in brackets. */
    public static String text(InetSocketAddress address) {
        if (address.isUnresolved()) {
            return address.getHostString() + ":" + address.getPort();
        }
        String ip = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + ip + "]" : ip)
                + ":"
                + address.getPort();
    }
}
