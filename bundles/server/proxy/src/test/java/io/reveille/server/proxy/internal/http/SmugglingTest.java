/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that two readers could take differently. */
class SmugglingTest {

    private static final String HOST = "Host: web.gw7.fleet.test\r\n";

    /** Reads a whole request as the entry does, octet by octet; the body's text. */
    static String read(byte[] octets) throws BadMessageException {
        HeadReader heads = HeadReader.strict(32 * 1024);
        StringBuilder body = new StringBuilder();
        BodyReader reader = null;
        for (byte octet : octets) {
            ByteBuf in = Unpooled.wrappedBuffer(new byte[] {octet});
            if (reader == null) {
                Optional<String> text = heads.read(in);
                if (text.isPresent()) {
                    RequestHead head = HeadParser.request(text.get());
                    HostName.of(head);
                    HostName.originForm(head);
                    HopByHop.remove(head.fields());
                    reader = new BodyReader(Framing.of(head));
                }
            } else {
                reader.read(in, new Text(body));
            }
        }
        return body.toString();
    }

    private record Text(StringBuilder text) implements BodyReader.Sink {
        @Override
        public void octets(ByteBuf data) {
            text.append(data.toString(StandardCharsets.ISO_8859_1));
            data.release();
        }

        @Override
        public void end(Fields trailers) {
            text.append('|').append(trailers.list());
        }
    }

    private static String read(String request) throws BadMessageException {
        return read(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void takes_what_is_in_order() throws BadMessageException {
        assertThat(read("POST / HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\nhello"))
                .isEqualTo("hello|[]");
        assertThat(
                        read(
                                "POST / HTTP/1.1\r\n"
                                        + HOST
                                        + "Transfer-Encoding: chunked\r\n\r\n"
                                        + "5;x=y\r\nhello\r\n00A\r\n0123456789\r\n0\r\nSum: 1\r\n\r\n"))
                .isEqualTo("hello0123456789|[Sum]");
        assertThat(read("GET http://WEB.gw7.fleet.test/ HTTP/1.1\r\n" + HOST + "\r\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: 5\r\nContent-Length: 5\r\n",
                "Content-Length: 5, 5\r\n",
                "Content-Length: +5\r\n",
                "Content-Length: -5\r\n",
                "Content-Length: 0x5\r\n",
                "Content-Length:\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: \u000bchunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Content-Length : 5\r\n",
                " Content-Length: 5\r\n",
                "X: a\r\n b\r\n",
                "X: a\r\n\tTransfer-Encoding: chunked\r\n",
                "X: a\nTransfer-Encoding: chunked\r\n",
                "X: a\rTransfer-Encoding: chunked\r\n",
                "X: a\u0000b\r\n",
                "X\u0000: a\r\n",
                ": a\r\n",
                "X\r\n",
                "X@Y: a\r\n",
                "Host: web.gw7.fleet.test\r\n",
                "Host: other.gw7.fleet.test\r\n",
                "Connection: content-length\r\n",
                "Connection: close, Transfer-Encoding\r\n"
            })
    void refuses_a_head_with(String field) {
        assertThatThrownBy(() -> read("POST / HTTP/1.1\r\n" + HOST + field + "\r\nhello"))
                .isInstanceOf(BadMessageException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\n" + HOST + "\r\n",
                "GET / HTTP/1.1\r\nHost: web.gw7.fleet.test\n\r\n",
                "GET  / HTTP/1.1\r\n" + HOST + "\r\n",
                "GET / HTTP/1.1 \r\n" + HOST + "\r\n",
                " GET / HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /\r\n" + HOST + "\r\n",
                "GET / HTTP/2.0\r\n" + HOST + "\r\n",
                "GET / HTTP/1.10\r\n" + HOST + "\r\n",
                "GET /\t HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /#x HTTP/1.1\r\n" + HOST + "\r\n",
                "GET example HTTP/1.1\r\n" + HOST + "\r\n",
                "CONNECT web.gw7.fleet.test:80 HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://other.gw7.fleet.test/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://web.gw7.fleet.test:81/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n",
                "\r\nGET / HTTP/1.1\r\n" + HOST + "\r\n",
                "POST / HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n"
            })
    void refuses_the_head(String head) {
        assertThatThrownBy(() -> read(head)).isInstanceOf(BadMessageException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\n",
                "\r\n",
                "-1\r\n",
                "+1\r\n",
                "0x1\r\n",
                " 1\r\n",
                "1 \r\n",
                "1 ;x\r\n",
                "1\n",
                "1\rX",
                "1;\u0000\r\n",
                "1;a\nb\r\n",
                "FFFFFFFFFFFFFFFF\r\n",
                "1\r\nabc",
                "1\r\na\n0\r\n\r\n",
                "0\r\nX : y\r\n\r\n",
                "0\r\n folded\r\n\r\n",
                "0\r\nX: y\n\r\n"
            })
    void refuses_chunks(String chunks) {
        assertThatThrownBy(
                        () ->
                                read(
                                        "POST / HTTP/1.1\r\n"
                                                + HOST
                                                + "Transfer-Encoding: chunked\r\n\r\n"
                                                + chunks))
                .isInstanceOf(BadMessageException.class);
    }

    @Test
    void refuses_a_head_without_end() {
        String fields = "X: y\r\n".repeat(101);
        assertThatThrownBy(() -> read("GET / HTTP/1.1\r\n" + HOST + fields + "\r\n"))
                .isInstanceOfSatisfying(
                        BadMessageException.class, bad -> assertThat(bad.status()).isEqualTo(431));
        assertThatThrownBy(() -> read("GET /" + "a".repeat(40_000)))
                .isInstanceOfSatisfying(
                        BadMessageException.class, bad -> assertThat(bad.status()).isEqualTo(431));
    }

    @Test
    void devices_may_end_their_lines_as_they_like() throws BadMessageException {
        ByteBuf in =
                Unpooled.copiedBuffer(
                        "HTTP/1.0 200 OK\nServer: x\r\n  y\nA:b\n\nrest",
                        StandardCharsets.US_ASCII);
        String text = HeadReader.lenient(1000).read(in).orElseThrow();

        assertThat(HeadParser.response(text).text())
                .isEqualTo("HTTP/1.1 200 OK\r\nServer: x y\r\nA: b\r\n\r\n");
        assertThat(in.toString(StandardCharsets.US_ASCII)).isEqualTo("rest");
    }
}
