/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import static java.time.temporal.ChronoUnit.SECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.reveille.server.registry.SignalBudget;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an HTTP/1.x client is told when it cannot be served (RFC 9110 section 15.6). Other clients
 * are told nothing.
 */
final class HttpRefusal {

    private static final int LONGEST_LINE = 8 * 1024;
    private static final Pattern REQUEST_LINE =
            Pattern.compile("([A-Z]{3,20}) [\\x21-\\x7e]+ HTTP/1\\.[01]\\r?\\n", Pattern.MULTILINE);

    private HttpRefusal() {}

    /** The response, if what the client said is an HTTP/1.x request. */
    static Optional<String> to(ByteBuf said, UnservedException why) {
        int length = Math.min(said.readableBytes(), LONGEST_LINE);
        String text = said.toString(said.readerIndex(), length, StandardCharsets.ISO_8859_1);
        Matcher request = REQUEST_LINE.matcher(text);
        return request.lookingAt()
                ? Optional.of(response(why, request.group(1).equals("HEAD")))
                : Optional.empty();
    }

    private static String response(UnservedException why, boolean headOnly) {
        String status =
                switch (why.outcome()) {
                    case SERVICE_UNREACHABLE -> "502 Bad Gateway";
                    case REFUSED -> "503 Service Unavailable";
                    default -> "504 Gateway Timeout";
                };
        String body = why.exhausted().map(HttpRefusal::patience).orElseGet(() -> body(why));
        int length = ByteBufUtil.utf8Bytes(body);
        return "HTTP/1.1 "
                + status
                + why.exhausted().map(HttpRefusal::retryAfter).orElse("")
                + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                + length
                + "\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
                + (headOnly ? "" : body);
    }

    private static String body(UnservedException why) {
        return switch (why.outcome()) {
            case SERVICE_UNREACHABLE ->
                    "The device was reached, but its service does not answer.\n";
            case REFUSED -> "The device cannot be asked for at the moment.\n";
            default -> "The device could not be reached. Try again in a minute.\n";
        };
    }

    private static String patience(SignalBudget.Refusal exhausted) {
        return "The device is not woken: %s. Try again after %s.\n"
                .formatted(exhausted.reason(), exhausted.again().truncatedTo(SECONDS));
    }

    /** RFC 9110 section 10.2.3, in whole seconds, rounded up. */
    private static String retryAfter(SignalBudget.Refusal exhausted) {
        return "\r\nRetry-After: " + exhausted.left().plusMillis(999).toSeconds();
    }
}
