/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.server.registry.IpLiterals;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * Another name server of the zone.
 *
 * @param name in its NS record
 * @param addresses needed where the name lies within the zone, and only there
 */
public record NameServer(Name name, List<InetAddress> addresses) {
    public NameServer {
        addresses = List.copyOf(addresses);
    }

    /**
     * Reads a list such as {@code ns2.example.net,ns3.fleet.test=192.0.2.53+2001:db8::53}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static List<NameServer> parseList(String text) {
        return Arrays.stream(text.split(",", -1))
                .filter(part -> !part.isBlank())
                .map(NameServer::parse)
                .toList();
    }

    private static NameServer parse(String text) {
        String[] parts = text.strip().split("=", 2);
        try {
            Name name = Name.fromString(AsciiCase.lower(parts[0].strip()), Name.root);
            return new NameServer(
                    name,
                    parts.length == 1
                            ? List.of()
                            : IpLiterals.parseList(parts[1].replace('+', ',')));
        } catch (TextParseException e) {
            throw new IllegalArgumentException(
                    "'%s' is not the name of a name server".formatted(parts[0]), e);
        }
    }
}
