/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * A block of IP addresses (RFC 4632, RFC 4291 section 2.3), such as {@code 192.0.2.0/24} or {@code
 * 2001:db8::/32}.
 *
 * @param address any address of the block
 * @param prefix how many leading bits count, 0 to 32 or 128
 */
public record CidrBlock(InetAddress address, int prefix) {
    public CidrBlock {
        int bits = address.getAddress().length * 8;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "the prefix of %s must be 0 to %d, but is %d"
                            .formatted(address.getHostAddress(), bits, prefix));
        }
    }

    /**
     * Reads a block, or a single address.
     *
     * @throws IllegalArgumentException if the text is neither; names are not looked up
     */
    public static CidrBlock parse(String text) {
        String[] parts = text.strip().split("/", 2);
        InetAddress address = IpLiterals.parse(parts[0]);
        if (parts.length == 1) {
            return new CidrBlock(address, address.getAddress().length * 8);
        }
        try {
            return new CidrBlock(address, Integer.parseInt(parts[1]));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'%s' is not a block such as 192.0.2.0/24 or 2001:db8::/32".formatted(text), e);
        }
    }

    /** Reads blocks separated by commas; none from a blank text. */
    public static List<CidrBlock> parseList(String text) {
        return Arrays.stream(text.split(","))
                .filter(part -> !part.isBlank())
                .map(CidrBlock::parse)
                .toList();
    }

    /** Whether the address lies in the block; IPv4 never lies in an IPv6 block. */
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

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
