/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.http;

/**
 * The head of a response.
 *
 * @param status 100 to 599
 * @param reason may be empty
 * @param minor of the HTTP version 1
 */
public record ResponseHead(int status, String reason, int minor, Fields fields) {

    /** As HTTP/1.1 writes it, with the empty line. */
    public String text() {
        StringBuilder text = new StringBuilder(512);
        text.append("HTTP/1.1 ").append(status).append(' ').append(reason).append("\r\n");
        fields.write(text);
        return text.append("\r\n").toString();
    }

    /** The same with other fields. */
    public ResponseHead with(Fields others) {
        return new ResponseHead(status, reason, minor, others);
    }

    /** Whether the final response is still to come (RFC 9110 section 15.2). */
    public boolean isInterim() {
        return status < 200 && status != 101;
    }
}
