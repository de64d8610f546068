/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.receipts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The beginning of a request (RFC 9112), as far as receipts need it.
 *
 * @param path without the query
 * @param length of the body in octets
 */
record HttpHead(String method, String path, String query, int length) {
    static final int LONGEST_HEAD = 8 * 1024;
    static final int LONGEST_BODY = 16 * 1024;

    /** A request that is answered with an error. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        RefusedException(int status, String reason) {
            super(reason);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** Reads up to the empty line. */
    static HttpHead read(InputStream in) throws IOException {
        String[] first = line(in, LONGEST_HEAD).split(" ", -1);
        if (first.length != 3 || !first[2].startsWith("HTTP/1.")) {
            throw new RefusedException(400, "no HTTP request");
        }
        int left = LONGEST_HEAD;
        int length = 0;
        for (String header = line(in, left); !header.isEmpty(); header = line(in, left)) {
            left -= header.length() + 2;
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("transfer-encoding:")) {
                throw new RefusedException(411, "a receipt needs its length");
            }
            if (lower.startsWith("content-length:")) {
                length = length(lower.substring("content-length:".length()).strip());
            }
        }
        int question = first[1].indexOf('?');
        return new HttpHead(
                first[0],
                question < 0 ? first[1] : first[1].substring(0, question),
                question < 0 ? "" : first[1].substring(question + 1),
                length);
    }

    private static int length(String text) throws RefusedException {
        if (!text.matches("[0-9]{1,9}")) {
            throw new RefusedException(400, "no length");
        }
        int length = Integer.parseInt(text);
        if (length > LONGEST_BODY) {
            throw new RefusedException(413, "too long");
        }
        return length;
    }

    private static String line(InputStream in, int most) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new RefusedException(400, "incomplete");
            }
            if (line.length() >= most) {
                throw new RefusedException(431, "too long");
            }
            line.append((char) c);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r'
                ? line.substring(0, end - 1)
                : line.toString();
    }

    static String body(InputStream in, int length) throws IOException {
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new RefusedException(400, "incomplete");
        }
        return new String(body, StandardCharsets.UTF_8);
    }
}
