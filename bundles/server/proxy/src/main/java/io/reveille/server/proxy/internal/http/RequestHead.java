/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.http;

/**
 * The head of a request.
 *
 * @param target in origin form or {@code *} once it is checked
 * @param minor of the HTTP version 1
 */
public record RequestHead(String method, String target, int minor, Fields fields) {

    /** As HTTP/1.1 writes it, with the empty line. */
    public String text() {
        StringBuilder text = new StringBuilder(512);
        text.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        fields.write(text);
        return text.append("\r\n").toString();
    }

    /** The same with other fields. */
    public RequestHead with(Fields others) {
        return new RequestHead(method, target, minor, others);
    }

    /** Whether a WebSocket is asked for (RFC 6455 section 4.1). */
    public boolean isWebSocket() {
        return method.equals("GET")
                && minor == 1
                && fields.members("connection").contains("upgrade")
                && fields.members("upgrade").contains("websocket");
    }

    @Override
    public String toString() {
        return "RequestHead[" + method + ", " + fields + "]";
    }
}
