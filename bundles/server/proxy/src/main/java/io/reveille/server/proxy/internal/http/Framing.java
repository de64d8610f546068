/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.http;

import java.util.List;
import java.util.regex.Pattern;

/** How long a message's body is (RFC 9112 section 6.3). */
public sealed interface Framing {

    /** No body. */
    record None() implements Framing {}

    /** So many octets, at least 0. */
    record Length(long octets) implements Framing {}

    /** In chunks, with trailers. */
    record Chunked() implements Framing {}

    /** Until the connection ends; of responses alone. */
    record UntilClose() implements Framing {}

    Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    /** Of a request: whatever could be read in two ways is refused. */
    static Framing of(RequestHead head) throws BadMessageException {
        List<String> codings = head.fields().all("transfer-encoding");
        List<String> lengths = head.fields().all("content-length");
        if (!codings.isEmpty()) {
            if (!lengths.isEmpty()) {
                throw new BadMessageException("both Transfer-Encoding and Content-Length");
            }
            if (head.minor() == 0 || codings.size() > 1 || !isChunked(codings.get(0))) {
                throw new BadMessageException("Transfer-Encoding is other than chunked");
            }
            return new Chunked();
        }
        if (lengths.isEmpty()) {
            return new None();
        }
        if (lengths.size() > 1) {
            throw new BadMessageException("more than one Content-Length");
        }
        return length(lengths.get(0));
    }

    /** Of the response to a request of that method. */
    static Framing of(ResponseHead head, String method) throws BadMessageException {
        int status = head.status();
        if (method.equals("HEAD") || status < 200 || status == 204 || status == 304) {
            return new None();
        }
        List<String> codings = head.fields().all("transfer-encoding");
        List<String> lengths = head.fields().all("content-length").stream().distinct().toList();
        if (!codings.isEmpty()) {
            if (codings.size() > 1 || !isChunked(codings.get(0)) || !lengths.isEmpty()) {
                throw new BadMessageException("the length of the response is ambiguous");
            }
            return new Chunked();
        }
        if (lengths.size() > 1) {
            throw new BadMessageException("more than one Content-Length");
        }
        return lengths.isEmpty() ? new UntilClose() : length(lengths.get(0));
    }

    private static boolean isChunked(String coding) {
        return coding.equalsIgnoreCase("chunked");
    }

    private static Framing length(String digits) throws BadMessageException {
        if (!DIGITS.matcher(digits).matches()) {
            throw new BadMessageException("Content-Length is no number");
        }
        return new Length(Long.parseLong(digits));
    }
}
