/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What goes with bodies: trailers, interim answers, and services that are slower than clients. */
@ExtendWith(NoLeaks.class)
class WebBodiesTest {

    private static final String NAME = "web.gw7.fleet.test";
    private static final String CHUNKED =
            "POST /%s HTTP/1.1\r\nHost: " + NAME + "\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static EntryFiles files;
    private static RecordingService service;
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path home, @TempDir Path folder) throws Exception {
        service = new RecordingService();
        files = new EntryFiles(folder, "*.gw7.fleet.test");
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

    @Test
    void trailers_go_both_ways_and_those_that_are_none_are_left_out() throws Exception {
        try (Socket client = socket()) {
            say(
                    client,
                    CHUNKED.formatted("one")
                            + "3\r\nabc\r\n0\r\nSum: 6\r\nHost: x\r\nContent-Length: 9\r\n\r\n");
            assertThat(until(client, "Sum: 15\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\r\n5\r\nhello\r\n0\r\nSum: 15\r\n\r\n");
        }
        assertThat(service.recorded()).contains("\r\n\r\n3\r\nabc\r\n0\r\nSum: 6\r\n\r\n");
    }

    @Test
    void trailers_go_both_ways_by_http_2() throws Exception {
        try (Http2Wire client = http2()) {
            client.headers(1, false, post("two"));
            client.data(1, false, "abcd".getBytes(StandardCharsets.US_ASCII));
            client.headers(1, true, "sum", "10", "host", "x");

            assertThat(client.next(Http2Wire.HEADERS).endsStream()).isFalse();
            assertThat(client.next(Http2Wire.DATA).payload().toArray())
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("hello");
            assertThat(client.next(Http2Wire.HEADERS).endsStream()).isTrue();
        }
        assertThat(service.recorded()).contains("\r\n\r\n4\r\nabcd\r\n0\r\nsum: 10\r\n\r\n");
        assertThat(
                        Curl.run(
                                "-i",
                                "--connect-to",
                                "::127.0.0.1:" + server.proxy.entries().get("sni").getPort(),
                                "--cacert",
                                files.file("ca.pem").toString(),
                                "https://" + NAME + "/"))
                .startsWith("HTTP/2 200")
                .endsWith("hellosum: 15\r\n");
    }

    @Test
    void a_body_is_sent_when_the_service_wants_it() throws Exception {
        try (Socket client = socket()) {
            say(
                    client,
                    "POST /expect HTTP/1.1\r\nHost: "
                            + NAME
                            + "\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            assertThat(until(client, "\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            say(client, "abc");
            assertThat(until(client, "\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
        }
        try (Http2Wire client = http2()) {
            String[] fields = java.util.Arrays.copyOf(post("expect"), 10);
            fields[8] = "expect";
            fields[9] = "100-continue";
            client.headers(1, false, fields);
            assertThat(client.next(Http2Wire.HEADERS).endsStream()).isFalse();
            client.data(1, true, "abc".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.next(Http2Wire.HEADERS).first()).isEqualTo(0x88);
        }
    }

    @Test
    void a_client_that_is_sent_away_need_not_send_its_body() throws Exception {
        try (Socket client = socket()) {
            say(
                    client,
                    "POST / HTTP/1.1\r\nHost: none."
                            + NAME
                            + "\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            assertThat(until(client, "\r\n\r\n"))
                    .startsWith("HTTP/1.1 404 ")
                    .contains("\r\nConnection: close\r\n");
        }
    }

    /** What is under way is in windows and sockets' buffers: less than 24 of 64 MB. */
    @Test
    void a_service_that_does_not_read_stops_its_client() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (Socket client = socket()) {
            say(client, CHUNKED.formatted("stall"));
            new Thread(() -> pour(client, sent), "writer").start();
            AtomicLong before = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(50))
                    .during(Duration.ofMillis(500))
                    .until(() -> sent.get() > 0 && before.getAndSet(sent.get()) == sent.get());
            assertThat(sent).hasValueLessThan(24_000_000);
        }
    }

    private static void pour(Socket client, AtomicLong sent) {
        byte[] chunk =
                ("8000\r\n" + "x".repeat(0x8000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try {
            while (sent.get() < 64_000_000) {
                client.getOutputStream().write(chunk);
                sent.addAndGet(chunk.length);
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    @Test
    void who_takes_back_hundreds_of_requests_at_once_is_told_to_calm_down() throws Exception {
        try (Http2Wire client = http2()) {
            for (int stream = 1; stream < 500; stream += 2) {
                client.headers(stream, false, post("count"));
                client.reset(stream);
            }

            byte[] last = client.next(Http2Wire.GO_AWAY).payload().toArray();
            assertThat(ByteBuffer.wrap(last).getInt(Integer.BYTES)).isEqualTo(11);
        }
    }

    private static String[] post(String path) {
        return new String[] {
            ":method", "POST", ":scheme", "https", ":authority", NAME, ":path", "/" + path
        };
    }

    private static Http2Wire http2() throws Exception {
        return new Http2Wire(server.proxy.entries().get("sni"), NAME, files.context());
    }

    private static Socket socket() throws IOException {
        InetSocketAddress address = server.proxy.entries().get("web");
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String until(Socket client, String end) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int octet = in.read();
            if (octet < 0) {
                return text + " and the end";
            }
            text.append((char) octet);
        }
        return text.toString();
    }
}
