/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.netty.handler.codec.http2.Http2Headers;
import io.reveille.server.proxy.internal.http.BadMessageException;
import io.reveille.server.proxy.internal.http.Fields;
import io.reveille.server.proxy.internal.http.Fields.Field;
import io.reveille.server.proxy.internal.http.Framing;
import io.reveille.server.proxy.internal.http.HeadParser;
import io.reveille.server.proxy.internal.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request by HTTP/2 as HTTP/1.1 has it (RFC 9113 section 8.3). Read again by the strict reader:
 * whatever could become a second request further on is refused.
 */
record Http2Request(RequestHead head, Framing framing) {

    /** Reads a request's header section. */
    static Http2Request of(Http2Headers headers, boolean end) throws BadMessageException {
        String authority = text(headers.authority()).orElse("");
        List<Field> fields = new ArrayList<>();
        StringBuilder cookies = new StringBuilder();
        for (Map.Entry<CharSequence, CharSequence> header : headers) {
            String name = header.getKey().toString();
            String value = plain(header.getValue());
            if (name.equals("cookie")) {
                cookies.append(cookies.length() == 0 ? "" : "; ").append(value);
            } else if (name.equals("host") && !authority.isEmpty()) {
                if (!value.equalsIgnoreCase(authority)) {
                    throw new BadMessageException("Host is another than :authority");
                }
            } else if (name.equals("transfer-encoding")) {
                throw new BadMessageException("Transfer-Encoding in HTTP/2");
            } else if (!name.startsWith(":") && !name.equals("upgrade")) {
                fields.add(new Field(plain(name), value));
            }
        }
        if (!authority.isEmpty()) {
            fields.add(0, new Field("host", plain(authority)));
        }
        if (cookies.length() > 0) {
            fields.add(new Field("cookie", cookies.toString()));
        }
        RequestHead made =
                new RequestHead(
                        plain(text(headers.method()).orElse("")),
                        plain(text(headers.path()).orElse("")),
                        1,
                        new Fields(fields));
        String lines = made.text();
        RequestHead head = HeadParser.request(lines.substring(0, lines.length() - 2));
        Framing framing = Framing.of(head);
        if (end) {
            framing = new Framing.None();
        } else if (framing instanceof Framing.None) {
            framing = new Framing.Chunked();
        }
        return new Http2Request(head, framing);
    }

    /** A trailer section, read as strictly. */
    static Fields trailers(Http2Headers headers) throws BadMessageException {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<CharSequence, CharSequence> header : headers) {
            lines.append(plain(header.getKey())).append(": ");
            lines.append(plain(header.getValue())).append("\r\n");
        }
        return HeadParser.trailers(lines.toString());
    }

    private static Optional<String> text(CharSequence value) {
        return Optional.ofNullable(value).map(CharSequence::toString);
    }

    /** Nothing that could end a line. */
    private static String plain(CharSequence text) throws BadMessageException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
                throw new BadMessageException("a field has a control character");
            }
        }
        return text.toString();
    }
}
