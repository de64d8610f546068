/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.reveille.tunnel.DialOrder;
import io.reveille.tunnel.TunnelCredential;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The one HTTP/1.1 exchange before a tunnel (RFC 9110 section 7.8; wire format section 2). */
final class Upgrade {

    /** The field with the ages of the gateway's steps. */
    static final String STEPS = "reveille-steps";

    private static final String PROTOCOL = "reveille-h2";
    private static final String REQUEST_LINE = "GET /tunnel HTTP/1.1";
    private static final String ACCEPTED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: "
                    + PROTOCOL
                    + "\r\n\r\n";
    private static final String STATE = "reveille-state";
    private static final int LONGEST_STEPS = 100;

    private Upgrade() {}

    static String request(DialOrder order, long dialedAt) {
        return REQUEST_LINE
                + "\r\nHost: "
                + order.serverName()
                + "\r\nConnection: Upgrade\r\nUpgrade: "
                + PROTOCOL
                + "\r\nAuthorization: "
                + order.credential().authorization()
                + "\r\nReveille-Steps: d="
                + millisSince(order.acceptedNanos())
                + ",g="
                + millisSince(dialedAt)
                + (order.state().isEmpty() ? "" : "\r\nReveille-State: " + order.state())
                + "\r\n\r\n";
    }

    static boolean isAccepted(HttpHead head) {
        return head.startLine().startsWith("HTTP/1.1 101 ") && head.says("upgrade", PROTOCOL);
    }

    static String accept() {
        return ACCEPTED;
    }

    /** A refusal that says what every refusal says. */
    static String refuse(int status) {
        String reason = status == 403 ? "Forbidden" : "Bad Request";
        return "HTTP/1.1 "
                + status
                + " "
                + reason
                + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    }

    /** Whether this is the request of a gateway, whoever it is. */
    static boolean isWellFormed(HttpHead head) {
        return head.startLine().equals(REQUEST_LINE)
                && head.field("host").isPresent()
                && head.says("connection", "upgrade")
                && head.says("upgrade", PROTOCOL)
                && head.field("content-length").isEmpty()
                && head.field("transfer-encoding").isEmpty();
    }

    static Optional<TunnelCredential> credential(HttpHead head) {
        return head.field("authorization").flatMap(TunnelCredential::parse);
    }

    static String steps(HttpHead head) {
        return bounded(head, STEPS);
    }

    static String state(HttpHead head) {
        return bounded(head, STATE);
    }

    private static String bounded(HttpHead head, String field) {
        return head.field(field).filter(value -> value.length() <= LONGEST_STEPS).orElse("");
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
