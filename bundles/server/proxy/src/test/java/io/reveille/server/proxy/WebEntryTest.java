/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.server.registry.IpLiterals;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** HTTP clients that name their service by Host. */
@ExtendWith(NoLeaks.class)
class WebEntryTest {

    private static final String NAME = "web.gw7.fleet.test";

    private TestServer server;
    private WebService web;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        web = new WebService();
        WebOptions entry =
                new WebOptions(Optional.of(IpLiterals.parse("127.0.0.1")), 0, SniOptions.OFF);
        server = new TestServer(home, TestServer.options().with(entry));
        server.gateway("gw7", Map.of("web", web.address()));
    }

    @AfterEach
    void stop() {
        server.close();
        web.close();
    }

    private InetSocketAddress address() {
        return server.proxy.entries().get("web");
    }

    private String curl(String path, String... more) throws Exception {
        String[] all = new String[more.length + 3];
        all[0] = "--connect-to";
        all[1] = "::127.0.0.1:" + address().getPort();
        all[2] = "http://" + NAME + path;
        System.arraycopy(more, 0, all, 3, more.length);
        return Curl.run(all);
    }

    @Test
    void curl_gets_a_page_and_the_service_sees_where_it_is_from() throws Exception {
        String answer =
                curl("/a?b=c", "-H", "Forwarded: for=6.6.6.6", "-H", "X_Forwarded_For: 6.6.6.6");

        assertThat(answer)
                .startsWith("GET /a?b=c\n")
                .contains("Host: [" + NAME + "]")
                .contains("Forwarded: [for=127.0.0.1;host=\"" + NAME + "\";proto=http]")
                .contains("X-forwarded-for: [127.0.0.1]")
                .contains("X-forwarded-proto: [http]")
                .doesNotContain("6.6.6.6");
    }

    @Test
    void a_connection_is_used_again_at_both_ends() throws Exception {
        String answer =
                curl(
                        "/1",
                        "http://" + NAME + "/2",
                        "http://" + NAME + "/closed",
                        "http://" + NAME + "/3",
                        "-v");

        assertThat(answer).contains("GET /1\n", "GET /2\n", "bye\n", "GET /3\n");
        assertThat(answer.split("Re-using existing", -1)).hasSize(4);
        await().until(() -> server.registry.sessions().recent(10, Optional.empty()).size() == 2);
    }

    @Test
    void large_uploads_are_streamed_whether_their_length_is_known_or_not(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("large");
        try (OutputStream out = Files.newOutputStream(file)) {
            TestOctets.write(out, 30_000_000, 1);
        }

        assertThat(curl("/count", "-T", file.toString())).contains("30000000 octets");
        assertThat(curl("/count", "-T", file.toString(), "-H", "Transfer-Encoding: chunked"))
                .contains("30000000 octets");
    }

    @Test
    void large_answers_in_chunks_arrive_whole(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("large");
        curl("/stream?30000000", "-o", file.toString());

        assertThat(file).hasSize(30_000_000);
        curl("/stream?300000", "-0", "-o", file.toString());
        assertThat(file).hasSize(300_000);
    }

    @Test
    void head_and_clients_of_old_are_served() throws Exception {
        assertThat(curl("/", "-I")).startsWith("HTTP/1.1 200 OK");
        assertThat(curl("/", "-0")).startsWith("GET /");
    }

    @Test
    void a_client_known_by_its_address_is_told_what_there_is_not() throws Exception {
        assertThat(Curl.run("-i", "http://127.0.0.1:" + address().getPort()))
                .startsWith("HTTP/1.1 404 ")
                .contains("SERVICE.GATEWAY.fleet.test");
    }

    @Test
    void an_upgrade_to_web_socket_joins_both_ends() throws Exception {
        try (TestService device =
                new TestService(
                        c -> {
                            byte[] seen = new byte[1];
                            StringBuilder head = new StringBuilder();
                            while (head.indexOf("\r\n\r\n") < 0
                                    && c.getInputStream().read(seen) > 0) {
                                head.append((char) seen[0]);
                            }
                            boolean asked =
                                    head.indexOf("Connection: Upgrade\r\nUpgrade: websocket") > 0;
                            c.getOutputStream()
                                    .write(
                                            ("HTTP/1.1 "
                                                            + (asked ? 101 : 400)
                                                            + " X\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n")
                                                    .getBytes(StandardCharsets.US_ASCII));
                            c.getInputStream().transferTo(c.getOutputStream());
                        })) {
            server.gateway("gw8", Map.of("ws", device.address()));
            try (Socket client = socket()) {
                say(
                        client,
                        "GET / HTTP/1.1\r\nHost: ws.gw8.fleet.test\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n\r\nhello");
                client.shutdownOutput();

                assertThat(all(client)).startsWith("HTTP/1.1 101 ").endsWith("\r\n\r\nhello");
            }
        }
    }

    @Test
    void an_early_answer_reaches_a_client_that_is_still_sending() throws Exception {
        try (Socket client = socket()) {
            say(
                    client,
                    "POST / HTTP/1.1\r\nHost: nothing.gw7.fleet.test\r\nContent-Length: 9999\r\n\r\nabc");

            assertThat(all(client))
                    .startsWith("HTTP/1.1 404 ")
                    .contains("\r\nConnection: close\r\n");
        }
    }

    @Test
    void a_person_sees_how_the_gateway_wakes_and_then_the_page_itself() throws Exception {
        String first = curl("/", "-i", "-H", "Accept: text/html");

        assertThat(first)
                .startsWith("HTTP/1.1 503 ")
                .contains("Retry-After: 5", "http-equiv=\"refresh\"", "Waking " + NAME);
        await().until(() -> curl("/", "-H", "Accept: text/html").startsWith("GET /\n"));
    }

    @Test
    void a_program_is_told_to_come_again_or_waits_as_long_as_it_says() throws Exception {
        assertThat(curl("/", "-i", "-H", "Accept: application/json"))
                .startsWith("HTTP/1.1 503 ")
                .contains("Retry-After: 5");
        assertThat(curl("/", "-i", "-H", "Prefer: wait=20"))
                .startsWith("HTTP/1.1 200 ")
                .contains("Preference-Applied: wait=20");
    }

    @Test
    void clients_that_leave_leave_nothing_behind() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (Socket client = socket()) {
                say(client, "GET /stream?90000000 HTTP/1.1\r\nHost: " + NAME + "\r\n\r\n");
                assertThat(client.getInputStream().read()).isEqualTo('H');
            }
        }
        await().until(() -> server.proxy.tunnels().get(0).openStreams() == 0);
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket(address().getAddress(), address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String all(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
