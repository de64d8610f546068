/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.server.registry.CidrBlock;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask for a service by its name: HTTP CONNECT and SOCKS5. */
@ExtendWith(NoLeaks.class)
class ForwardEntriesTest {

    private static final String NAME = "echo.gw7.fleet.test";

    private static final OneUser ADA = new OneUser();

    private static TestServer server;
    private static TestGateway gateway;
    private static TestService echo;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        echo = TestService.echo();
        ForwardPort port =
                new ForwardPort(
                        IpLiterals.parse("127.0.0.1"),
                        0,
                        CidrBlock.parseList("127.0.0.1"),
                        Optional.empty());
        server =
                new TestServer(
                        home,
                        TestServer.options()
                                .with(new ForwardOptions(Optional.of(port), Optional.of(port))),
                        new ClientAuthority(() -> Optional.of(ADA), Optional::empty));
        gateway =
                server.gateway(
                        "gw7",
                        Map.of("echo", echo.address(), "shut", nothing(), "spare", nothing()));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        echo.close();
    }

    private static Session newestEnded() {
        return await().until(
                        () -> server.registry.sessions().recent(1, Optional.empty()),
                        newest -> newest.get(0).endedAt().isPresent())
                .get(0);
    }

    @Test
    void connect_leads_to_the_service_of_that_name() throws Exception {
        try (Socket client = socket("connect")) {
            say(client, connect(NAME + ":80") + "hello");

            assertThat(head(client)).startsWith("HTTP/1.1 200 ");
            client.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("hello");
        }
        assertThat(newestEnded().outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void connect_asks_a_stranger_who_it_is_whatever_it_wants() throws Exception {
        int before = gateway.signals.get();
        for (String target :
                new String[] {NAME + ":80", "no.such.fleet.test:1", "example.org:80"}) {
            try (Socket client = stranger("connect")) {
                say(client, connect(target));

                assertThat(all(client))
                        .startsWith("HTTP/1.1 407 ")
                        .contains("\r\nProxy-Authenticate: Basic realm=\"Reveille\"")
                        .endsWith("\r\n\r\nSay who you are.\n");
            }
        }
        assertThat(gateway.signals).hasValue(before);
    }

    @Test
    void connect_tells_a_client_that_was_let_in_why_it_leads_nowhere() throws Exception {

        assertThat(answer("shut.gw7.fleet.test:1"))
                .startsWith("HTTP/1.1 502 ")
                .endsWith("the service does not accept connections\n");
        assertThat(answer("ftp.gw7.fleet.test:21"))
                .startsWith("HTTP/1.1 404 ")
                .endsWith("gw7 offers no TCP service ftp\n");
        assertThat(answer("echo.gw8.fleet.test:21"))
                .startsWith("HTTP/1.1 404 ")
                .endsWith("there is no active gateway gw8\n");
        assertThat(answer("example.org:80")).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void connect_takes_nothing_but_connect() throws Exception {
        for (String[] said :
                new String[][] {
                    {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "405"},
                    {"CONNECT " + NAME + " HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
                    {"CONNECT " + NAME + ":80 HTTP/1.1\r\n\r\n", "400"},
                    {connect(NAME + ":80").replace("Host", "Content-Length: 5\r\nHost"), "400"},
                    {"CONNECT " + NAME + ":80 HTTP/1.1\nHost: a\n\n", "400"},
                    {"CONNECT " + "a".repeat(2000) + ":80 HTTP/1.1\r\n", "414"},
                    {"CONNECT a:80 HTTP/1.1\r\nX: " + "a".repeat(20_000), "431"},
                }) {
            try (Socket client = socket("connect")) {
                say(client, said[0]);

                assertThat(all(client)).as(said[0]).startsWith("HTTP/1.1 " + said[1] + " ");
            }
        }
    }

    @Test
    void socks_leads_to_the_service_of_that_name() throws Exception {
        try (Socket client = socket("socks")) {
            client.getOutputStream().write(new byte[] {5, 2, 0, 2});
            assertThat(hex(client, 2)).isEqualTo("0500");
            client.getOutputStream().write(socksRequest(NAME, "hello"));

            assertThat(hex(client, 10)).isEqualTo("05000001000000000000");
            client.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("hello");
        }
        assertThat(newestEnded().outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void socks_says_why_it_leads_nowhere() throws Exception {
        assertThat(socksReply("shut.gw7.fleet.test")).startsWith("0505");
        assertThat(socksReply("ftp.gw7.fleet.test")).startsWith("0504");
        assertThat(socksReply("example.org")).startsWith("0502");
    }

    @Test
    void socks_asks_a_stranger_for_a_password() throws Exception {
        int before = gateway.signals.get();
        try (Socket client = stranger("socks")) {
            client.getOutputStream().write(new byte[] {5, 1, 0});
            client.getOutputStream().write(socksRequest(NAME, ""));
            assertThat(hex(client, 4)).isEqualTo("05000502");
        }
        try (Socket client = stranger("socks")) {
            client.getOutputStream().write(new byte[] {5, 2, 0, 2});
            assertThat(hex(client, 2)).isEqualTo("0502");
            client.getOutputStream().write(new byte[] {1, 1, 'a', 1, 'b'});
            assertThat(hex(client, 3)).isEqualTo("0101");
        }
        assertThat(gateway.signals).hasValue(before);
    }

    /** Where nobody listens. */
    private static InetSocketAddress nothing() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    @Test
    void a_user_goes_where_it_may_by_connect() throws Exception {
        String basic = "Basic YWRhOnPDqWNyZXQ="; // ada:sécret
        try (Socket client = stranger("connect")) {
            say(client, connect(NAME + ":80", basic));
            assertThat(head(client)).startsWith("HTTP/1.1 200 ");
        }
        await().untilAsserted(() -> assertThat(newestEnded().user()).contains("ada"));
        try (Socket client = stranger("connect")) {
            say(client, connect("spare.gw7.fleet.test:80", basic));
            assertThat(all(client))
                    .startsWith("HTTP/1.1 403 ")
                    .endsWith("you may not reach spare of gw7\n");
        }
        for (String wrong : new String[] {"Basic YWRhOng=", "Basic ?", "Digest a", "Bearer t"}) {
            try (Socket client = stranger("connect")) {
                say(client, connect(NAME + ":80", wrong));
                assertThat(all(client)).as(wrong).startsWith("HTTP/1.1 407 ");
            }
        }
    }

    @Test
    void a_user_who_is_shut_out_meanwhile_is_shown_out() throws Exception {
        try (Socket client = stranger("connect");
                Socket other = socket("connect")) {
            say(client, connect(NAME + ":80", "Basic YWRhOnPDqWNyZXQ="));
            assertThat(head(client)).startsWith("HTTP/1.1 200 ");
            say(other, connect(NAME + ":80"));
            assertThat(head(other)).startsWith("HTTP/1.1 200 ");

            ADA.shutOut(true);

            assertThat(client.getInputStream().read()).isEqualTo(-1);
            say(other, "x");
            assertThat(other.getInputStream().read()).isEqualTo('x');
        } finally {
            ADA.shutOut(false);
        }
    }

    @Test
    void a_user_goes_where_it_may_by_socks() throws Exception {
        try (Socket client = stranger("socks")) {
            client.getOutputStream().write(new byte[] {5, 1, 2, 1, 3, 'a', 'd', 'a', 7});
            client.getOutputStream().write("s\u00e9cret".getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().write(socksRequest(NAME, "hi"));

            assertThat(hex(client, 14)).isEqualTo("0502" + "0100" + "05000001000000000000");
            assertThat(hex(client, 2)).isEqualTo("6869");
        }
        await().untilAsserted(() -> assertThat(newestEnded().user()).contains("ada"));
    }

    private String socksReply(String name) throws IOException {
        try (Socket client = socket("socks")) {
            client.getOutputStream().write(new byte[] {5, 1, 0});
            client.getOutputStream().write(socksRequest(name, ""));
            return hex(client, 12).substring(4);
        }
    }

    private static byte[] socksRequest(String name, String beyond) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(new byte[] {5, 1, 0, 3, (byte) name.length()});
        request.write(name.getBytes(StandardCharsets.US_ASCII));
        request.write(new byte[] {0, 80});
        request.write(beyond.getBytes(StandardCharsets.US_ASCII));
        return request.toByteArray();
    }

    private String answer(String target) throws IOException {
        try (Socket client = socket("connect")) {
            say(client, connect(target));
            return all(client);
        }
    }

    private static String connect(String target, String authorization) {
        return connect(target)
                .replace("Host", "Proxy-Authorization: " + authorization + "\r\nHost");
    }

    private static String connect(String target) {
        return "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n";
    }

    /** From an address that is trusted. */
    private static Socket socket(String entry) throws IOException {
        return socket(entry, "127.0.0.1");
    }

    /** From one that is not. */
    private static Socket stranger(String entry) throws IOException {
        return socket(entry, "127.0.0.2");
    }

    private static Socket socket(String entry, String from) throws IOException {
        InetSocketAddress address = server.proxy.entries().get(entry);
        Socket socket =
                new Socket(address.getAddress(), address.getPort(), IpLiterals.parse(from), 0);
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String all(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String head(Socket client) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = client.getInputStream().read();
            assertThat(octet).as(head.toString()).isNotNegative();
            head.append((char) octet);
        }
        return head.toString();
    }

    private static String hex(Socket client, int length) throws IOException {
        return HexFormat.of().formatHex(client.getInputStream().readNBytes(length));
    }
}
