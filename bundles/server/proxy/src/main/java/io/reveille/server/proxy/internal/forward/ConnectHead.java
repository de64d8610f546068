/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a CONNECT request asks for (RFC 9110 section 9.3.6).
 *
 * @param target {@code host:port} as the client wrote it
 * @param host the host of the target
 * @param authorization the value of {@code Proxy-Authorization}; a secret
 * @param forGateway the value of {@link #FOR_GATEWAY}; a secret
 */
record ConnectHead(
        String target, String host, Optional<String> authorization, Optional<String> forGateway) {

    /** Credentials for the gateway, from a client that has others for the proxy. */
    static final String FOR_GATEWAY = "Reveille-Gateway-Authorization";

    private static final int LONGEST_LINE = 1024;
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final Pattern TARGET =
            Pattern.compile("([A-Za-z0-9.-]{1,254}):([1-9][0-9]{0,4})");

    /** Reads heads as strictly as RFC 9112 has it, and within limits. */
    static HttpRequestDecoder decoder() {
        return new HttpRequestDecoder(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(LONGEST_LINE)
                        .setMaxHeaderSize(LONGEST_HEAD)
                        .setMaxChunkSize(LONGEST_LINE)
                        .setChunkedSupported(false)
                        .setValidateHeaders(true)
                        .setStrictLineParsing(true));
    }

    /** Reads the head of a request by HTTP/1.x (RFC 9112). */
    static ConnectHead of(HttpRequest request) throws BadHeadException {
        if (request.decoderResult().isFailure()) {
            throw unreadable(request.decoderResult().cause());
        }
        if (!request.method().equals(HttpMethod.CONNECT)) {
            throw new BadHeadException(405, "This proxy takes CONNECT alone.");
        }
        HttpHeaders headers = request.headers();
        boolean old = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        if (!old && !request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            throw new BadHeadException(505, "This proxy speaks HTTP/1.1.");
        }
        int hosts = headers.getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || (hosts == 0 && !old)) {
            throw new BadHeadException(400, "A request has one Host field.");
        }
        if (headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                || headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            throw new BadHeadException(400, "A CONNECT request has no content.");
        }
        return of(
                request.uri(),
                headers.getAll(HttpHeaderNames.PROXY_AUTHORIZATION),
                headers.getAll(FOR_GATEWAY));
    }

    /** Reads the header section of a request by HTTP/2 (RFC 9113 section 8.5). */
    static ConnectHead of(Http2Headers headers) throws BadHeadException {
        if (headers.method() == null
                || !HttpMethod.CONNECT.asciiName().contentEquals(headers.method())) {
            throw new BadHeadException(405, "This proxy takes CONNECT alone.");
        }
        if (headers.contains(":protocol")) {
            throw new BadHeadException(501, "This proxy takes CONNECT without :protocol.");
        }
        if (headers.scheme() != null || headers.path() != null || headers.authority() == null) {
            throw new BadHeadException(
                    400, "CONNECT has :authority, and neither :scheme nor :path.");
        }
        if (headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            throw new BadHeadException(400, "A CONNECT request has no content.");
        }
        return of(
                headers.authority().toString(),
                texts(headers.getAll(HttpHeaderNames.PROXY_AUTHORIZATION)),
                texts(headers.getAll(FOR_GATEWAY.toLowerCase(Locale.ROOT))));
    }

    private static List<String> texts(List<CharSequence> values) {
        return values.stream().map(CharSequence::toString).toList();
    }

    static ConnectHead of(String target, List<String> authorization, List<String> forGateway)
            throws BadHeadException {
        Matcher parts = TARGET.matcher(target);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
            throw new BadHeadException(400, "CONNECT asks for a name and a port.");
        }
        return new ConnectHead(target, parts.group(1), single(authorization), single(forGateway));
    }

    private static Optional<String> single(List<String> values) throws BadHeadException {
        if (values.size() > 1) {
            throw new BadHeadException(400, "Credentials are given once.");
        }
        return values.stream().findFirst();
    }

    private static BadHeadException unreadable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new BadHeadException(414, "The request line is too long.");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new BadHeadException(431, "The head of the request is too long.");
        }
        return new BadHeadException(400, "That is no HTTP/1.1.");
    }

    @Override
    public String toString() {
        return "CONNECT " + target;
    }
}
