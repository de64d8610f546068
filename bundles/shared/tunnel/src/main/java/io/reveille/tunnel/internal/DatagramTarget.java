/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.reveille.tunnel.StreamRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which service datagrams are for: what {@code :path} says in the default template of RFC 9298
 * section 3, with the service's name, or its address as offered, as the host.
 *
 * @param host a service's name or an IP address
 * @param port of the service at the terminal
 */
record DatagramTarget(String host, int port) {

    static final String PROTOCOL = ":protocol";
    static final String CAPSULES = "capsule-protocol";

    /** The authority of the gateway itself; no service can have this name. */
    private static final String GATEWAY = "gateway.reveille";

    private static final String UDP = "connect-udp";
    private static final Pattern PATH =
            Pattern.compile(
                    "/\\.well-known/masque/udp/((?:[A-Za-z0-9._-]|%3[Aa]){1,100})/([0-9]{1,5})/");

    /** What was asked for; empty if it is not well formed. */
    static Optional<DatagramTarget> of(Http2Headers headers) {
        if (!"CONNECT".contentEquals(text(headers.method()))
                || !UDP.contentEquals(text(headers.get(PROTOCOL)))) {
            return Optional.empty();
        }
        Matcher path = PATH.matcher(text(headers.path()));
        return path.matches()
                ? Optional.of(
                        new DatagramTarget(
                                path.group(1).replaceAll("%3[Aa]", ":"),
                                Integer.parseInt(path.group(2))))
                : Optional.empty();
    }

    /** How it is asked for. */
    static Http2Headers ask(StreamRequest request, int port) {
        Http2Headers headers =
                new DefaultHttp2Headers()
                        .method("CONNECT")
                        .set(PROTOCOL, UDP)
                        .scheme("https")
                        .authority(GATEWAY)
                        .path(
                                "/.well-known/masque/udp/"
                                        + request.authority().replace(":", "%3A")
                                        + "/"
                                        + port
                                        + "/")
                        .set(CAPSULES, "?1");
        return RequestHeaders.told(headers, request);
    }

    /** As services by address are named. */
    String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static CharSequence text(@Nullable CharSequence value) {
        return value == null ? "" : value;
    }
}
