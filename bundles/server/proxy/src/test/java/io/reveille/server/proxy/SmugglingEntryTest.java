/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What two readers could take differently, said to the entries by a bare socket: it is refused, and
 * a service that keeps every octet gets none of it.
 */
@ExtendWith(NoLeaks.class)
class SmugglingEntryTest {

    private static final String NAME = "web.gw7.fleet.test";
    private static final String HOST = "Host: " + NAME + "\r\n";
    private static final String HIDDEN = "GET /hidden HTTP/1.1\r\n" + HOST + "\r\n";

    private static final String[] HEADS = {
        "Content-Length: 4\r\nContent-Length: 0\r\n",
        "Content-Length: 0\r\nContent-Length: 4\r\n",
        "Content-Length: 4\r\nContent-Length: 4\r\n",
        "Content-Length: 4, 4\r\n",
        "Content-Length: +4\r\n",
        "Content-Length: 4 4\r\n",
        "Content-Length: 0x4\r\n",
        "Content-Length: \u00b2\r\n",
        "Content-Length: 18446744073709551620\r\n",
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        "Transfer-Encoding: chunked, chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: chunked;a=b\r\n",
        "Transfer-Encoding: \"chunked\"\r\n",
        "Transfer-Encoding: \u000bchunked\r\n",
        "Transfer-Encoding: chunked\u000c\r\n",
        "Transfer-Encoding:\u00a0chunked\r\n",
        "Transfer-Encoding:\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding\t: chunked\r\n",
        " Transfer-Encoding: chunked\r\n",
        "\tTransfer-Encoding: chunked\r\n",
        "X: a\r\n Transfer-Encoding: chunked\r\n",
        "X: a\r\n\tContent-Length: 4\r\n",
        "X: a\nTransfer-Encoding: chunked\r\n",
        "X: a\rTransfer-Encoding: chunked\r\n",
        "X: a\r\r\nTransfer-Encoding: chunked\r\n",
        "X: a\u0000b\r\n",
        "X\u0000: a\r\n",
        "X: a\u0001b\r\n",
        "X: a\u007fb\r\n",
        "X\u00e4: a\r\n",
        "X Y: a\r\n",
        "X(Y): a\r\n",
        ": a\r\n",
        "X\r\n",
        HOST,
        "host: other.gw7.fleet.test\r\n",
        "Connection: transfer-encoding\r\n",
        "Connection: close, content-length\r\n",
        "Connection: host\r\n",
        "Expect: 200-ok\r\n"
    };

    private static final String[] LINES = {
        "GET  /bad HTTP/1.1\r\n" + HOST,
        "GET /bad  HTTP/1.1\r\n" + HOST,
        "GET\t/bad\tHTTP/1.1\r\n" + HOST,
        " GET /bad HTTP/1.1\r\n" + HOST,
        "\r\nGET /bad HTTP/1.1\r\n" + HOST,
        "GET /bad HTTP/1.1\n" + HOST,
        "GET /bad HTTP/1.1\r" + HOST,
        "GET /bad\r\n" + HOST,
        "GET /bad HTTP/1.2\r\n" + HOST,
        "GET /bad HTTP/2.0\r\n" + HOST,
        "GET /bad http/1.1\r\n" + HOST,
        "GET /bad HTTP/1.1 \r\n" + HOST,
        "GET /b\u0000ad HTTP/1.1\r\n" + HOST,
        "GET /b\u00e4ad HTTP/1.1\r\n" + HOST,
        "GET /bad#x HTTP/1.1\r\n" + HOST,
        "GET bad HTTP/1.1\r\n" + HOST,
        "G@T /bad HTTP/1.1\r\n" + HOST,
        "CONNECT " + NAME + ":80 HTTP/1.1\r\n" + HOST,
        "GET http://other.gw7.fleet.test/bad HTTP/1.1\r\n" + HOST,
        "GET http://" + NAME + ":81/bad HTTP/1.1\r\n" + HOST,
        "GET http://a@" + NAME + "/bad HTTP/1.1\r\n" + HOST,
        "GET ftp://" + NAME + "/bad HTTP/1.1\r\n" + HOST,
        "GET /bad HTTP/1.1\r\n",
        "GET /bad HTTP/1.1\r\nHost:\r\n",
        "GET /bad HTTP/1.1\r\nHost: " + NAME + "/x\r\n",
        "GET /bad HTTP/1.1\r\nHost: " + NAME + ", " + NAME + "\r\n",
        "GET /bad HTTP/1.1\r\nHost: a@" + NAME + "\r\n",
        "GET /bad HTTP/1.1\r\nHost: " + NAME + "\n",
        "POST /bad HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n"
    };

    private static final String[] CHUNKS = {
        "0x4\r\nabcd\r\n",
        "+4\r\nabcd\r\n",
        "-4\r\nabcd\r\n",
        " 4\r\nabcd\r\n",
        "4 \r\nabcd\r\n",
        "4\t;x\r\nabcd\r\n",
        "4 ;x\r\nabcd\r\n",
        "4;x\nabcd\r\n",
        "4;x\rabcd\r\n",
        "4;\u0000\r\nabcd\r\n",
        "4\nabcd\r\n",
        "\r\n",
        "g\r\n",
        "FFFFFFFFFFFFFFFF\r\nabcd\r\n",
        "10000000000000004\r\nabcd\r\n",
        "4;" + "x".repeat(300) + "\r\nabcd\r\n",
        "4\r\nabcde\r\n",
        "4\r\nabcd\n",
        "4\r\nabcd\r0\r\n",
        "0\r\n Folded: x\r\n\r\n",
        "0\r\nX : y\r\n\r\n",
        "0\r\nX: y\n\r\n",
        "0\r\nX: " + "y".repeat(9000) + "\r\n\r\n"
    };

    /** Names and values in turn, after method, scheme, authority and path that are in order. */
    private static final List<List<String>> HTTP_2 =
            List.of(
                    List.of("host", "other.gw7.fleet.test"),
                    List.of("connection", "close"),
                    List.of("connection", "x-secret"),
                    List.of("transfer-encoding", "chunked"),
                    List.of("keep-alive", "timeout=5"),
                    List.of("proxy-connection", "keep-alive"),
                    List.of("upgrade", "h2c"),
                    List.of("te", "gzip"),
                    List.of("x", "a\r\nTransfer-Encoding: chunked"),
                    List.of("x", "a\nb"),
                    List.of("x", "a\rb"),
                    List.of("x", "a\u0000b"),
                    List.of("x: a\r\nb", "c"),
                    List.of("x\r\n\r\nGET /hidden HTTP/1.1\r\nx", "c"),
                    List.of("x y", "c"),
                    List.of("x:", "c"),
                    List.of("", "c"),
                    List.of("Upper", "c"),
                    List.of(":other", "c"),
                    List.of(":path", "/hidden"),
                    List.of(":authority", "other.gw7.fleet.test"),
                    List.of(":status", "200"),
                    List.of("content-length", "5"),
                    List.of("content-length", "x"),
                    List.of("content-length", "5, 5"),
                    List.of("cookie", "a=b\r\nx: y"));

    private static final List<List<String>> HTTP_2_PSEUDO =
            List.of(
                    List.of(
                            ":method",
                            "GET /hidden HTTP/1.1\r\nx: y",
                            ":scheme",
                            "https",
                            ":path",
                            "/bad"),
                    List.of(":method", "G T", ":scheme", "https", ":path", "/bad"),
                    List.of(
                            ":method",
                            "GET",
                            ":scheme",
                            "https",
                            ":path",
                            "/bad HTTP/1.1\r\nHost: x\r\n\r\n"),
                    List.of(":method", "GET", ":scheme", "https", ":path", "/bad HTTP/1.1"),
                    List.of(":method", "GET", ":scheme", "https", ":path", "/b\u0000ad"),
                    List.of(":method", "GET", ":scheme", "https", ":path", ""),
                    List.of(":method", "GET", ":scheme", "https", ":path", "bad"),
                    List.of(
                            ":method",
                            "GET",
                            ":scheme",
                            "https",
                            ":path",
                            "http://other.gw7.fleet.test/bad"),
                    List.of(":method", "GET", ":scheme", "https"),
                    List.of(":scheme", "https", ":path", "/bad"),
                    List.of(":method", "CONNECT"),
                    List.of(
                            ":method", "GET", ":method", "POST", ":scheme", "https", ":path",
                            "/bad"));

    private static final List<String> GET =
            List.of(":method", "GET", ":scheme", "https", ":authority", NAME, ":path", "/bad");

    @TempDir static Path folder;
    private static final AtomicInteger PROBES = new AtomicInteger();
    private static RecordingService service;
    private static TestServer server;
    private static SSLContext trusting;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        service = new RecordingService();
        EntryFiles files = new EntryFiles(folder, "*.gw7.fleet.test");
        trusting = files.context();
        server =
                new TestServer(
                        home, TestServer.options().with(files.entries(Optional.empty(), Set.of())));
        server.gateway("gw7", Map.of("web", service.address()));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        service.close();
    }

    @ParameterizedTest
    @FieldSource("HEADS")
    void refuses_fields(String fields) throws Exception {
        refused("POST /bad HTTP/1.1\r\n" + HOST + fields + "\r\n0\r\n\r\n" + HIDDEN);
    }

    @ParameterizedTest
    @FieldSource("LINES")
    void refuses_lines(String head) throws Exception {
        refused(head + "\r\n" + HIDDEN);
    }

    private static void refused(String request) throws Exception {
        assertThat(answer(request)).matches("(?s)HTTP/1\\.1 4(00|17) .*Malformed request.*");
        assertThat(recordedUntilNow()).doesNotContain("/bad", "hidden");
    }

    /** Its head may be there before the chunks are read; it is never completed. */
    @ParameterizedTest
    @FieldSource("CHUNKS")
    void refuses_chunks(String chunks) throws Exception {
        answer(
                "POST /chunks HTTP/1.1\r\n"
                        + HOST
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + chunks
                        + "0\r\n\r\n"
                        + HIDDEN);
        assertThat(recordedUntilNow().replaceAll("\r\n0\r\n\r\nGET /probe", ""))
                .doesNotContain("hidden")
                .doesNotContain("0\r\n\r\n");
    }

    @ParameterizedTest
    @FieldSource("HTTP_2")
    void refuses_fields_by_http_2(List<String> fields) throws Exception {
        List<String> all = new ArrayList<>(GET);
        all.addAll(fields);
        refusedByHttp2(all);
    }

    @ParameterizedTest
    @FieldSource("HTTP_2_PSEUDO")
    void refuses_heads_by_http_2(List<String> fields) throws Exception {
        List<String> all = new ArrayList<>(fields);
        all.addAll(List.of(":authority", NAME));
        refusedByHttp2(all);
    }

    private static void refusedByHttp2(List<String> fields) throws Exception {
        try (Http2Wire client = http2()) {
            client.headers(1, true, fields.toArray(new String[0]));
            assertThat(client.refusal()).isIn("400", "reset");
        }
        assertThat(recordedUntilNow()).doesNotContain("/bad", "hidden");
    }

    @Test
    void bodies_by_http_2_are_as_long_as_they_say() throws Exception {
        for (String said : new String[] {"3", "5"}) {
            try (Http2Wire client = http2()) {
                client.headers(
                        1,
                        false,
                        ":method",
                        "POST",
                        ":scheme",
                        "https",
                        ":authority",
                        NAME,
                        ":path",
                        "/length",
                        "content-length",
                        said);
                client.data(1, true, "abcd".getBytes(StandardCharsets.US_ASCII));
                assertThat(client.refusal()).isEqualTo("reset");
            }
        }
        assertThat(recordedUntilNow()).doesNotContain("abcd");
    }

    @Test
    void trailers_by_http_2_are_fields_alone() throws Exception {
        for (String name : new String[] {"x\r\n\r\nGET /hidden HTTP/1.1\r\nx", ":path", "x y"}) {
            try (Http2Wire client = http2()) {
                client.headers(
                        1,
                        false,
                        ":method",
                        "POST",
                        ":scheme",
                        "https",
                        ":authority",
                        NAME,
                        ":path",
                        "/trailers");
                client.headers(1, true, name, "/hidden");
                assertThat(client.refusal()).isIn("400", "reset");
            }
        }
        assertThat(recordedUntilNow()).doesNotContain("hidden");
    }

    private static Http2Wire http2() throws Exception {
        return new Http2Wire(server.proxy.entries().get("sni"), NAME, trusting);
    }

    /** What the service has got, once a request in order has reached it, too. */
    private static String recordedUntilNow() throws Exception {
        String probe = "/probe" + PROBES.incrementAndGet() + " ";
        String answer =
                answer("GET " + probe + "HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        await().until(() -> service.recorded().contains(probe));
        return service.recorded();
    }

    private static String answer(String request) throws IOException {
        InetSocketAddress address = server.proxy.entries().get("web");
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            client.setSoTimeout(20_000);
            client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = client.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
