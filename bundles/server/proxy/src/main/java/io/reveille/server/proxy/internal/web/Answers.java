/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.netty.buffer.Unpooled;
import io.reveille.server.proxy.internal.UnservedException;
import io.reveille.server.proxy.internal.http.Fields;
import io.reveille.server.proxy.internal.http.Framing;
import io.reveille.server.proxy.internal.http.RequestHead;
import io.reveille.server.proxy.internal.http.ResponseHead;
import io.reveille.server.registry.SignalBudget;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the proxy answers by itself. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class Answers {

    static final int RETRY_SECONDS = 5;

    private final Front front;
    private final boolean headOnly;
    private final boolean html;

    Answers(Front front, RequestHead asked) {
        this.front = front;
        this.headOnly = asked.method().equals("HEAD");
        this.html =
                asked.fields().all("accept").stream()
                        .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains("text/html"));
    }

    /** One and the same answer for whatever is not to be known (RFC 9110 section 11.6.1). */
    void challenge() {
        Fields fields =
                Fields.NONE
                        .plus("WWW-Authenticate", "Basic realm=\"reveille\", charset=\"UTF-8\"")
                        .plus("WWW-Authenticate", "Bearer realm=\"reveille\"");
        say(401, fields, "Say who you are: a user's name and password, or a token.");
    }

    void text(int status, String reason) {
        say(status, Fields.NONE, reason);
    }

    /** The gateway is on its way. */
    void later(WaitingRoom.Visit visit) {
        if (visit.failure().isPresent()) {
            unserved(visit.failure().get(), new Patience.Later());
        } else {
            say(503, retry(RETRY_SECONDS), "The device is being woken. Ask again.");
        }
    }

    void page(String page, WaitingRoom.Visit visit) {
        answer(
                visit.failure().map(Answers::status).orElse(503),
                visit.failure().isEmpty() ? retry(RETRY_SECONDS) : Fields.NONE,
                "text/html",
                page);
    }

    void unserved(UnservedException why, Patience patience) {
        if (why.exhausted().isPresent()) {
            SignalBudget.Refusal budget = why.exhausted().get();
            long seconds = budget.left().plusMillis(999).toSeconds();
            say(503, retry(seconds), "The device is not woken: " + budget.reason() + ".");
        } else if (patience instanceof Patience.Wait && status(why) == 504) {
            say(503, retry(RETRY_SECONDS), "The device is still being woken. Ask again.");
        } else {
            say(status(why), Fields.NONE, "The device was not reached: " + why.reason() + ".");
        }
    }

    private static int status(UnservedException why) {
        return switch (why.outcome()) {
            case SERVICE_UNREACHABLE -> 502;
            case REFUSED -> 503;
            default -> 504;
        };
    }

    private static Fields retry(long seconds) {
        return Fields.NONE.plus("Retry-After", Long.toString(seconds));
    }

    private void say(int status, Fields fields, String reason) {
        if (html) {
            answer(status, fields, "text/html", WaitingPage.message(status, reason));
        } else {
            answer(status, fields, "text/plain", reason + "\n");
        }
    }

    private void answer(int status, Fields fields, String type, String body) {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        Fields all =
                fields.plus("Content-Type", type + "; charset=utf-8")
                        .plus("Cache-Control", "no-store")
                        .plus("X-Content-Type-Options", "nosniff");
        if (html) {
            all = all.plus("Content-Security-Policy", WaitingPage.POLICY);
        }
        ResponseHead head = new ResponseHead(status, reason(status), 1, all);
        if (headOnly) {
            String length = Integer.toString(octets.length);
            front.head(head.with(all.plus("Content-Length", length)), new Framing.None());
        } else {
            front.head(head, new Framing.Length(octets.length));
            front.body(Unpooled.wrappedBuffer(octets));
        }
        front.answered(Fields.NONE);
    }

    static String reason(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 408 -> "Request Timeout";
            case 417 -> "Expectation Failed";
            case 431 -> "Request Header Fields Too Large";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "";
        };
    }
}
