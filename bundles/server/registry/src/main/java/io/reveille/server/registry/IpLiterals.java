/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** IP addresses as text; never a name, so nothing is looked up. */
public final class IpLiterals {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    private IpLiterals() {}

    /**
     * Reads one IPv4 or IPv6 address.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static InetAddress parse(String text) {
        String address = text.strip();
        if (IPV4.matcher(address).matches() || IPV6.matcher(address).matches()) {
            try {
                return InetAddress.getByName(address);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(
                        "'%s' is not an IP address".formatted(address), e);
            }
        }
        throw new IllegalArgumentException("'%s' is not an IP address".formatted(address));
    }

    /** Reads addresses separated by commas; none from a blank text. */
    public static List<InetAddress> parseList(String text) {
        return Arrays.stream(text.split(","))
                .filter(part -> !part.isBlank())
                .map(IpLiterals::parse)
                .toList();
    }
}
