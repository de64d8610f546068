/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.gateway.agent.internal.HostPort;
import io.reveille.protocol.ServiceTransport;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A service that clients may reach through this gateway; what is not offered cannot be reached.
 *
 * @param name a DNS label (RFC 1123 section 2.1) in lower case, at most 32 characters; clients and
 *     the tunnel's {@code :authority} use it
 * @param address where the service listens, on the gateway or on a host that it can reach; a host
 *     name is left unresolved and looked up at each connection
 * @param transport what carries it
 */
public record OfferedService(String name, InetSocketAddress address, ServiceTransport transport) {
    /** How many services one gateway offers at most. */
    public static final int MAX_SERVICES = 64;

    private static final String UDP = "udp:";
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");

    public OfferedService {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "service name \""
                            + shown(name)
                            + "\" must be 1 to 32 of a-z, 0-9 and \"-\","
                            + " not beginning or ending with \"-\"; write for example http");
        }
        if (address.getPort() == 0) {
            throw new IllegalArgumentException(
                    "service " + name + " has port 0; write the port that it listens on");
        }
        Objects.requireNonNull(transport, "transport");
    }

    /** A service by TCP. */
    public OfferedService(String name, InetSocketAddress address) {
        this(name, address, ServiceTransport.TCP);
    }

    /**
     * Reads a list such as {@code http=127.0.0.1:8080,coap=udp:127.0.0.1:5683}; what is not said to
     * be UDP is TCP. Blanks around entries are allowed, empty text is an empty list.
     *
     * @throws IllegalArgumentException saying which entry is wrong and what to write
     */
    public static List<OfferedService> parse(String text) {
        List<OfferedService> services = new ArrayList<>();
        Set<String> names = new HashSet<>();
        if (text.isBlank()) {
            return List.of();
        }
        for (String entry : text.split(",", -1)) {
            OfferedService service = entry(entry.strip());
            if (!names.add(service.name())) {
                throw new IllegalArgumentException(
                        "service " + service.name() + " is listed twice; give each its own name");
            }
            services.add(service);
            if (services.size() > MAX_SERVICES) {
                throw new IllegalArgumentException(
                        "more than " + MAX_SERVICES + " services; remove those not needed");
            }
        }
        return List.copyOf(services);
    }

    private static OfferedService entry(String entry) {
        int equals = entry.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException(
                    "\""
                            + shown(entry)
                            + "\" is not a service; write name=host:port,"
                            + " for example http=127.0.0.1:8080");
        }
        String name = entry.substring(0, equals).strip();
        String where = entry.substring(equals + 1).strip();
        boolean udp = where.startsWith(UDP);
        InetSocketAddress address =
                HostPort.parse(udp ? where.substring(UDP.length()) : where)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "service "
                                                        + shown(name)
                                                        + ": \""
                                                        + shown(where)
                                                        + "\" is not host:port; write for example"
                                                        + " 127.0.0.1:8080 or [::1]:8080,"
                                                        + " udp:127.0.0.1:5683 for UDP"
                                                        + " (ports 1 to 65535)"));
        return new OfferedService(name, address, udp ? ServiceTransport.UDP : ServiceTransport.TCP);
    }

    private static String shown(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 60 ? plain : plain.substring(0, 60) + "…";
    }

    /** {@code name=host:port} or {@code name=udp:host:port}, as {@link #parse} reads it. */
    @Override
    public String toString() {
        return name + "=" + (transport == ServiceTransport.UDP ? UDP : "") + HostPort.text(address);
    }
}
