/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayService;
import java.util.Optional;

/**
 * What a client names at an entry that all services share: {@code <service>.<gateway>.<zone>}.
 *
 * @param service as {@link GatewayService#isName} has it
 * @param gatewayId as {@link Gateway#isId} has it
 */
public record EntryName(String service, String gatewayId) {

    /** Without a final dot (RFC 1035 section 2.3.4). */
    private static final int LONGEST = 253;

    public EntryName {
        if (!GatewayService.isName(service) || !Gateway.isId(gatewayId)) {
            throw new IllegalArgumentException("service or gateway is no label in lower case");
        }
    }

    /**
     * Reads a name as it comes from outside: ASCII letters in any case, at most one final dot, and
     * nothing else that a DNS name has not.
     *
     * @param text the name alone, without a port
     * @param zone the fleet's, in lower case without a final dot
     * @return empty unless it is two labels right below the zone; whether there is such a service
     *     is another question
     */
    public static Optional<EntryName> parse(CharSequence text, String zone) {
        int length = text.length();
        if (length > 0 && text.charAt(length - 1) == '.') {
            length--;
        }
        int own = length - zone.length() - 1;
        if (length > LONGEST || own < 3) {
            return Optional.empty();
        }
        String name = lowerCase(text, length);
        if (name.charAt(own) != '.' || !name.endsWith(zone)) {
            return Optional.empty();
        }
        int dot = name.indexOf('.');
        String service = name.substring(0, dot);
        String gatewayId = dot < own ? name.substring(dot + 1, own) : "";
        return GatewayService.isName(service) && Gateway.isId(gatewayId)
                ? Optional.of(new EntryName(service, gatewayId))
                : Optional.empty();
    }

    /** ASCII alone: no other letter may turn into one of those. */
    private static String lowerCase(CharSequence text, int length) {
        StringBuilder lower = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return lower.toString();
    }

    /** The name as clients write it. */
    public String in(String zone) {
        return service + "." + gatewayId + "." + zone;
    }
}
