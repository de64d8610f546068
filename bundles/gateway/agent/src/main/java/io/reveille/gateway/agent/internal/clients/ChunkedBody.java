/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import io.netty.buffer.ByteBuf;

/**
 * Finds the end of a chunked body (RFC 9112 section 7.1) in octets that pass by, however they are
 * cut up. Strict: what it lets pass has one meaning only.
 */
final class ChunkedBody {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_TRAILERS = 16 * 1024;
    private static final int MOST_DIGITS = 8;

    private enum Part {
        SIZE,
        DATA,
        AFTER_DATA,
        TRAILERS,
        DONE
    }

    private final StringBuilder line = new StringBuilder();
    private Part part = Part.SIZE;
    private long left;
    private int trailers;

    boolean isDone() {
        return part == Part.DONE;
    }

    /**
     * Looks at what comes.
     *
     * @return how many of the octets belong to the body
     * @throws HeadException if it is not well formed
     */
    int take(ByteBuf in, int from, int to) throws HeadException {
        int at = from;
        while (at < to && part != Part.DONE) {
            if (part == Part.DATA) {
                long some = Math.min(left, to - at);
                at += (int) some;
                left -= some;
                if (left == 0) {
                    part = Part.AFTER_DATA;
                }
            } else if (lineEnds((char) in.getUnsignedByte(at++))) {
                String whole = line.substring(0, line.length() - 2);
                line.setLength(0);
                next(whole);
            }
        }
        return at - from;
    }

    private boolean lineEnds(char octet) throws HeadException {
        boolean afterCr = line.length() > 0 && line.charAt(line.length() - 1) == '\r';
        if (afterCr != (octet == '\n') || line.length() >= LONGEST_LINE) {
            throw new HeadException(400, "a line of a chunked body that does not end rightly");
        }
        line.append(octet);
        return octet == '\n';
    }

    private void next(String whole) throws HeadException {
        switch (part) {
            case SIZE -> {
                left = size(whole);
                part = left == 0 ? Part.TRAILERS : Part.DATA;
            }
            case AFTER_DATA -> {
                if (!whole.isEmpty()) {
                    throw new HeadException(400, "a chunk longer than its size");
                }
                part = Part.SIZE;
            }
            default -> {
                trailers += whole.length();
                if (trailers > MOST_TRAILERS) {
                    throw new HeadException(431, "too many trailers");
                }
                if (whole.isEmpty()) {
                    part = Part.DONE;
                } else if (!whole.matches(
                        "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}:[\\t -~\\x80-\\xff]*")) {
                    throw new HeadException(400, "a trailer that is no field");
                }
            }
        }
    }

    private static long size(String whole) throws HeadException {
        int digits = 0;
        while (digits < whole.length() && Character.digit(whole.charAt(digits), 16) >= 0) {
            digits++;
        }
        boolean extended = whole.substring(digits).matches("(?:[ \\t]*;[\\t -~]*)?");
        if (digits == 0 || digits > MOST_DIGITS || !extended) {
            throw new HeadException(400, "a chunk without a size");
        }
        return Long.parseLong(whole.substring(0, digits), 16);
    }
}
