/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.reveille.server.proxy.internal.UnservedException;
import io.reveille.server.registry.SignalBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An answer to CONNECT that does not lead on.
 *
 * @param fields beyond those of the content
 * @param body for people
 */
record ConnectAnswer(int status, List<Map.Entry<String, String>> fields, String body) {

    /** The challenges of RFC 7617 and RFC 6750. */
    private static final List<Map.Entry<String, String>> CHALLENGES =
            List.of(
                    Map.entry("Proxy-Authenticate", "Basic realm=\"Reveille\", charset=\"UTF-8\""),
                    Map.entry("Proxy-Authenticate", "Bearer realm=\"Reveille\""));

    private static final String GATEWAY_CHALLENGE = "Reveille-Gateway-Authenticate";

    ConnectAnswer(int status, String body) {
        this(status, List.of(), body);
    }

    static ConnectAnswer of(BadHeadException bad) {
        return new ConnectAnswer(
                bad.status(),
                bad.status() == 405 ? List.of(Map.entry("Allow", "CONNECT")) : List.of(),
                bad.reason());
    }

    /** The one look of whoever has not shown who it is, and of whatever it asks for. */
    static ConnectAnswer whoAreYou() {
        return new ConnectAnswer(407, CHALLENGES, "Say who you are.");
    }

    static ConnectAnswer of(MisdirectedException wrong) {
        return new ConnectAnswer(wrong.isForbidden() ? 403 : 404, List.of(), wrong.reason());
    }

    /**
     * Why a client is not served that may be.
     *
     * @param byCredentials as {@link Guest} has it: then the gateway's challenges are not those of
     *     this proxy, and a client must not answer them with other credentials for this proxy
     */
    static ConnectAnswer of(UnservedException why, boolean byCredentials) {
        if (!why.challenges().isEmpty()) {
            String name = byCredentials ? GATEWAY_CHALLENGE : "Proxy-Authenticate";
            List<Map.Entry<String, String>> fields = new ArrayList<>();
            why.challenges().forEach(challenge -> fields.add(Map.entry(name, challenge)));
            return new ConnectAnswer(byCredentials ? 403 : 407, fields, why.reason());
        }
        int status =
                switch (why.outcome()) {
                    case SERVICE_UNREACHABLE, TUNNEL_LOST -> 502;
                    case GATEWAY_UNREACHABLE -> 504;
                    default -> 503;
                };
        return new ConnectAnswer(
                status,
                why.exhausted()
                        .map(SignalBudget.Refusal::left)
                        .map(left -> String.valueOf(left.plusMillis(999).toSeconds()))
                        .map(seconds -> List.of(Map.entry("Retry-After", seconds)))
                        .orElse(List.of()),
                why.reason());
    }

    /** As HTTP/2 has it (RFC 9113), without its content. */
    Http2Headers headers() {
        Http2Headers headers = new DefaultHttp2Headers().status(Integer.toString(status));
        fields.forEach(
                field -> headers.add(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
        return headers.set("content-type", "text/plain; charset=utf-8")
                .setInt("content-length", ByteBufUtil.utf8Bytes(content()))
                .set("cache-control", "no-store");
    }

    /** For people. */
    String content() {
        return body + "\n";
    }

    /** As HTTP/1.1 has it (RFC 9112); the connection ends with it. */
    ByteBuf encode(ByteBufAllocator allocator) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ");
        head.append(status).append(' ');
        head.append(HttpResponseStatus.valueOf(status).reasonPhrase()).append("\r\n");
        fields.forEach(
                field ->
                        head.append(field.getKey())
                                .append(": ")
                                .append(field.getValue())
                                .append("\r\n"));
        String content = content();
        head.append("Content-Type: text/plain; charset=utf-8\r\nContent-Length: ")
                .append(ByteBufUtil.utf8Bytes(content))
                .append("\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n")
                .append(content);
        return ByteBufUtil.writeUtf8(allocator, head);
    }
}
