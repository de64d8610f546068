/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.reveille.tunnel.StreamAnswer;
import io.reveille.tunnel.StreamRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the proxy asks for a client and what the gateway answers, as headers. */
final class RequestHeaders {

    static final String CLIENT = "reveille-client";
    static final String TARGET = "reveille-target";
    static final String CREDENTIALS = "proxy-authorization";
    static final String CHALLENGE = "proxy-authenticate";

    private static final int LONGEST_STEPS = 100;
    private static final int LONGEST_CLIENT = 100;
    private static final int LONGEST_TARGET = 300;

    private RequestHeaders() {}

    /** CONNECT (RFC 9113 section 8.5). */
    static Http2Headers connect(StreamRequest request) {
        Http2Headers headers =
                new DefaultHttp2Headers().method("CONNECT").authority(request.authority());
        return told(headers, request);
    }

    static Http2Headers told(Http2Headers headers, StreamRequest request) {
        String client = request.client();
        headers.set(CLIENT, client.substring(0, Math.min(client.length(), LONGEST_CLIENT)));
        if (!request.target().isEmpty() && request.target().length() <= LONGEST_TARGET) {
            headers.set(TARGET, request.target());
        }
        request.credentials().ifPresent(value -> headers.set(CREDENTIALS, value));
        return headers;
    }

    /** What the proxy asked. */
    static StreamRequest request(String authority, Http2Headers headers) {
        return new StreamRequest(
                authority,
                printable(headers.get(CLIENT), LONGEST_CLIENT),
                printable(headers.get(TARGET), LONGEST_TARGET),
                Optional.ofNullable(headers.get(CREDENTIALS)).map(CharSequence::toString));
    }

    /** An answer that ends the stream. */
    static Http2Headers refusal(StreamAnswer answer) {
        Http2Headers headers = new DefaultHttp2Headers().status(Integer.toString(answer.status()));
        answer.challenges().forEach(challenge -> headers.add(CHALLENGE, challenge));
        return headers;
    }

    private static String printable(@Nullable CharSequence value, int longest) {
        return value == null
                        || value.length() > longest
                        || value.chars().anyMatch(c -> c < ' ' || c > '~')
                ? ""
                : value.toString();
    }

    /** The answer; what breaks its limits is left out. */
    static StreamAnswer answer(Http2Headers headers) {
        CharSequence steps = headers.get(Upgrade.STEPS);
        String ages = steps == null || steps.length() > LONGEST_STEPS ? "" : steps.toString();
        int status = status(headers);
        return new StreamAnswer(status, ages, status == 407 ? challenges(headers) : List.of());
    }

    private static List<String> challenges(Http2Headers headers) {
        return headers.getAll(CHALLENGE).stream()
                .filter(value -> value.length() <= StreamAnswer.LONGEST_CHALLENGE)
                .map(CharSequence::toString)
                .filter(value -> value.chars().allMatch(c -> c >= ' ' && c <= '~'))
                .limit(StreamAnswer.MOST_CHALLENGES)
                .toList();
    }

    /** The status; 502 if it is none. */
    static int status(Http2Headers headers) {
        @Nullable CharSequence text = headers.status();
        try {
            int status = text == null ? 502 : Integer.parseInt(text, 0, text.length(), 10);
            return status < 100 || status > 599 ? 502 : status;
        } catch (NumberFormatException e) {
            return 502;
        }
    }
}
