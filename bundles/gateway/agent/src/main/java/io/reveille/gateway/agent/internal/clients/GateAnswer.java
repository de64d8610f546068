/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import java.util.List;

/** Responses that the gateway gives in a service's place. */
final class GateAnswer {
    private GateAnswer() {}

    static String text(int status, List<String> challenges, boolean close, boolean withBody) {
        String body = said(status) + "\n";
        StringBuilder text =
                new StringBuilder("HTTP/1.1 ").append(status).append(' ').append(phrase(status));
        text.append("\r\nContent-Type: text/plain\r\nCache-Control: no-store\r\nContent-Length: ");
        text.append(body.length());
        challenges.forEach(c -> text.append("\r\nWWW-Authenticate: ").append(c));
        if (status == 429) {
            text.append("\r\nRetry-After: 60");
        }
        if (close) {
            text.append("\r\nConnection: close");
        }
        text.append("\r\n\r\n");
        return withBody ? text.append(body).toString() : text.toString();
    }

    private static String phrase(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 408 -> "Request Timeout";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 501 -> "Not Implemented";
            default -> "Internal Server Error";
        };
    }

    private static String said(int status) {
        return switch (status) {
            case 401 -> "The gateway asks who you are.";
            case 429 -> "Too many wrong answers. Try again in a minute.";
            default -> "The gateway does not pass this request on.";
        };
    }
}
