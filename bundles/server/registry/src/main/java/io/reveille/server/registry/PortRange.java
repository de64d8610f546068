/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

/**
 * A closed range of TCP ports.
 *
 * @param first the lowest, 1 to 65535
 * @param last the highest, not below the first
 */
public record PortRange(int first, int last) {
    public PortRange {
        requirePort("first port", first);
        requirePort("last port", last);
        if (last < first) {
            throw new IllegalArgumentException(
                    "port range %d-%d ends before it begins".formatted(first, last));
        }
    }

    /**
     * Reads {@code 20000-20999} or a single port.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static PortRange parse(String text) {
        String[] ends = text.strip().split("-", 2);
        try {
            int first = Integer.parseInt(ends[0].strip());
            return new PortRange(
                    first, ends.length == 1 ? first : Integer.parseInt(ends[1].strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'%s' is not a port range such as 20000-20999".formatted(text), e);
        }
    }

    public boolean contains(int port) {
        return port >= first && port <= last;
    }

    /** How many ports there are, at least 1. */
    public int size() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }

    static void requirePort(String what, int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(
                    "%s must be 1 to 65535, but is %d".formatted(what, port));
        }
    }
}
