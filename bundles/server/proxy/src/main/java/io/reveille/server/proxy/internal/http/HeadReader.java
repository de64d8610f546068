/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds the end of a head among the octets that come in, and takes no octet more. Bounded; what can
 * never become a head is refused as soon as that can be seen.
 */
public final class HeadReader {

    private final int longest;
    private final boolean strict;
    private final StringBuilder text = new StringBuilder();
    private int lineStart;

    private HeadReader(int longest, boolean strict) {
        this.longest = longest;
        this.strict = strict;
    }

    /** For what clients send. */
    public static HeadReader strict(int longest) {
        return new HeadReader(longest, true);
    }

    /** For what devices send: lines may end in LF alone. */
    public static HeadReader lenient(int longest) {
        return new HeadReader(longest, false);
    }

    /** Whether nothing of a head has come yet. */
    public boolean isEmpty() {
        return text.length() == 0;
    }

    /**
     * Takes octets up to the end of the head.
     *
     * @return all lines with their ends but without the empty line, once it is complete
     */
    public Optional<String> read(ByteBuf in) throws BadMessageException {
        while (in.isReadable()) {
            char c = (char) in.readUnsignedByte();
            if (c == '\n') {
                boolean afterReturn = endsInReturn();
                if (strict && !afterReturn) {
                    throw new BadMessageException("a line ends in LF alone");
                }
                if (text.length() == lineStart + (afterReturn ? 1 : 0)) {
                    String head = text.substring(0, lineStart);
                    text.setLength(0);
                    lineStart = 0;
                    return Optional.of(head);
                }
                text.append(c);
                lineStart = text.length();
            } else if (c == 0 || (strict && endsInReturn())) {
                throw new BadMessageException(c == 0 ? "NUL in a head" : "a line ends in CR alone");
            } else {
                text.append(c);
            }
            if (text.length() > longest) {
                throw new BadMessageException(431, "a head of more than " + longest + " octets");
            }
        }
        return Optional.empty();
    }

    private boolean endsInReturn() {
        return text.length() > lineStart && text.charAt(text.length() - 1) == '\r';
    }

    /** The encoding of heads: one character an octet. */
    public static byte[] octets(String head) {
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }
}
