/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import io.netty.buffer.ByteBuf;
import java.util.Locale;

/**
 * Finds the end of the service's response to one request (RFC 9112 section 6.3) in octets that pass
 * by unchanged. What it cannot read ends with the connection.
 */
final class ResponseWatch {
    private static final int LONGEST_HEAD = 64 * 1024;

    private enum Part {
        HEAD,
        LENGTH,
        CHUNKS,
        UNTIL_CLOSE,
        DONE,
        SWITCHED
    }

    private final String method;
    private final boolean mayLast;
    private final StringBuilder head = new StringBuilder();
    private ChunkedBody chunks = new ChunkedBody();
    private Part part = Part.HEAD;
    private long left;

    ResponseWatch(RequestHead request) {
        this.method = request.method();
        this.mayLast = !request.old();
    }

    /** Whether the response has come to its end. */
    boolean isDone() {
        return part == Part.DONE;
    }

    /** Whether the service has changed to another protocol (101). */
    boolean isSwitched() {
        return part == Part.SWITCHED;
    }

    /** Looks at what comes; returns how many of the octets belong to the response. */
    int take(ByteBuf in) {
        int from = in.readerIndex();
        int to = in.writerIndex();
        int at = from;
        while (at < to && part != Part.DONE) {
            switch (part) {
                case HEAD -> {
                    head.append((char) in.getUnsignedByte(at++));
                    headTaken();
                }
                case LENGTH -> {
                    long some = Math.min(left, to - at);
                    at += (int) some;
                    left -= some;
                    part = left == 0 ? Part.DONE : part;
                }
                case CHUNKS -> {
                    try {
                        at += chunks.take(in, at, to);
                        part = chunks.isDone() ? Part.DONE : part;
                    } catch (HeadException e) {
                        part = Part.UNTIL_CLOSE;
                    }
                }
                default -> at = to;
            }
        }
        return at - from;
    }

    private void headTaken() {
        int length = head.length();
        boolean ends =
                length >= 2
                        && head.charAt(length - 1) == '\n'
                        && (head.charAt(length - 2) == '\n'
                                || (length >= 3
                                        && head.charAt(length - 2) == '\r'
                                        && head.charAt(length - 3) == '\n'));
        if (ends) {
            String text = head.toString();
            head.setLength(0);
            part = after(text);
        } else if (length > LONGEST_HEAD) {
            part = Part.UNTIL_CLOSE;
        }
    }

    private Part after(String text) {
        String[] lines = text.split("\r?\n", -1);
        int status = status(lines[0]);
        if (status == 101) {
            return Part.SWITCHED;
        }
        if (status >= 100 && status < 200) {
            return Part.HEAD;
        }
        if (status < 200) {
            return Part.UNTIL_CLOSE;
        }
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return Part.DONE;
        }
        long length = -1;
        boolean chunked = false;
        for (String line : lines) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.endsWith("chunked");
                length = Long.MAX_VALUE;
            } else if (lower.startsWith("content-length:") && length < 0) {
                String number = lower.substring("content-length:".length()).strip();
                length = number.matches("[0-9]{1,18}") ? Long.parseLong(number) : Long.MAX_VALUE;
            }
        }
        if (chunked && mayLast) {
            chunks = new ChunkedBody();
            return Part.CHUNKS;
        }
        if (length < 0 || length == Long.MAX_VALUE) {
            return Part.UNTIL_CLOSE;
        }
        left = length;
        return length == 0 ? Part.DONE : Part.LENGTH;
    }

    private static int status(String line) {
        return line.matches("HTTP/1\\.[01] [0-9]{3}.*")
                ? Integer.parseInt(line.substring(9, 12))
                : 0;
    }
}
