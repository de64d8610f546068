/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.gateway.agent.internal.HostPort;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses with one prefix (RFC 4632, RFC 4291 section 2.3).
 *
 * @param address any address of the range
 * @param prefix how many leading bits all of them share: 0 to 32, or 128 for IPv6
 */
public record AddressRange(InetAddress address, int prefix) {
    public AddressRange {
        int bits = 8 * address.getAddress().length;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "\"/" + prefix + "\" is not a prefix length of 0 to " + bits);
        }
    }

    /** The range of one address. */
    public static AddressRange of(InetAddress address) {
        return new AddressRange(address, 8 * address.getAddress().length);
    }

    /**
     * Reads a list such as {@code 203.0.113.7, 198.51.100.0/24, 2001:db8::/32}.
     *
     * @throws IllegalArgumentException saying which entry is wrong and what to write
     */
    public static List<AddressRange> parse(String text) {
        List<AddressRange> ranges = new ArrayList<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(",", -1)) {
            ranges.add(entry(entry.strip()));
        }
        return List.copyOf(ranges);
    }

    private static AddressRange entry(String entry) {
        int slash = entry.indexOf('/');
        String ip = slash < 0 ? entry : entry.substring(0, slash);
        String prefix = slash < 0 ? "" : entry.substring(slash + 1);
        return HostPort.address(ip)
                .filter(address -> slash < 0 || prefix.matches("[0-9]{1,3}"))
                .map(a -> slash < 0 ? of(a) : new AddressRange(a, Integer.parseInt(prefix)))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "\""
                                                + entry.replaceAll("\\p{Cntrl}", "?")
                                                + "\" is no address or range; write for example"
                                                + " 203.0.113.7 or 198.51.100.0/24"));
    }

    /** Whether {@code other} is in this range. */
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if (((mine[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
