/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.netty.buffer.Unpooled;
import io.reveille.crypto.PrivateFile;
import io.reveille.crypto.Secret;
import io.reveille.protocol.KeyList.Revocation;
import io.reveille.protocol.SignedKeyList;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.StreamAnswer;
import io.reveille.tunnel.StreamRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services in front of which the gateway asks who clients are, through a real tunnel. */
class ServiceAuthenticationTest extends PrivateProxyFixture {
    private static final String PASSWORD = "correct horse";
    private static final String BASIC =
            "Basic "
                    + Base64.getEncoder()
                            .encodeToString(("bob:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private static String token = "";
    private static byte[] kept = new byte[0];

    private final TestWeb web = new TestWeb();
    private ProxyTunnel tunnel;

    @Override
    PrivateProxyConfiguration configuration(AccessBudget budget) {
        PrivateProxyConfiguration usual = super.configuration(budget);
        return new PrivateProxyConfiguration(
                home,
                OfferedService.parse(
                        "web=127.0.0.1:%d,shell=127.0.0.1:%d".formatted(web.port(), echo.port())),
                usual.protocols(),
                usual.tunnel(),
                usual.proxiesAllowed(),
                usual.msisdn(),
                budget,
                usual.ipsec(),
                ServiceAuthentication.parse(
                        "web:http:digest+basic+bearer,shell:connect:digest+basic+bearer"));
    }

    @BeforeEach
    void add_clients_and_bring_the_tunnel_up() throws Exception {
        Path file = home.resolve("keys").resolve("clients");
        if (token.isEmpty()) {
            addClients();
            kept = Files.readAllBytes(file);
        }
        PrivateFile.write(file, kept);
        accept(request());
        tunnel = proxy.nextTunnel();
    }

    /** Once for all tests, because passwords are made slow to keep. */
    private void addClients() throws IOException {
        ServiceClients clients = ServiceClients.in(home);
        clients.add("alice", ClientScheme.DIGEST, Set.of(), password(PASSWORD));
        clients.add("bob", ClientScheme.BASIC, Set.of(), password(PASSWORD));
        clients.add("carol", ClientScheme.BASIC, Set.of("other"), password(PASSWORD));
        token = clients.addBearer("meter-reader", Set.of("web", "shell"));
    }

    @AfterEach
    void stop_web() {
        web.close();
    }

    @Test
    void curl_comes_through_with_digest_basic_and_bearer() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "SKIPPED: curl is not installed");
        InetSocketAddress entry = proxy.entry(tunnel, "web");
        String url = "http://127.0.0.1:" + entry.getPort();
        Path upload = Files.write(home.resolve("upload"), new byte[300_000]);

        assertThat(curl("--digest", "-u", "alice:" + PASSWORD, url + "/a?b=c", url + "/d"))
                .isEqualTo("/a?b=c 0\n/d 0\n");
        assertThat(
                        curl(
                                "--digest",
                                "-u",
                                "alice:" + PASSWORD,
                                "-H",
                                "Transfer-Encoding: chunked",
                                "--data-binary",
                                "@" + upload,
                                url + "/up"))
                .isEqualTo("/up 300000\n");
        assertThat(
                        curl(
                                "-u",
                                "bob:" + PASSWORD,
                                "-d",
                                "seven!!",
                                url + "/chunked-answer",
                                url + "/g"))
                .isEqualTo("/chunked-answer 7\n/g 7\n");
        assertThat(curl("-H", "Authorization: Bearer " + token, url + "/t")).isEqualTo("/t 0\n");
        assertThat(curl("--digest", "-u", "alice:wrong horse", url + "/w"))
                .isEqualTo("The gateway asks who you are.\n");
        assertThat(curl("-u", "carol:" + PASSWORD, url + "/w")).contains("who you are");

        assertThat(web.seen)
                .noneMatch(request -> request.endsWith("true") || request.contains("/w"));
        assertThat(events()).contains("client-in", "client-refused");
        assertThat(Files.readString(AuditLog.file(home)))
                .contains("alice", "meter-reader")
                .doesNotContain("horse", token);
    }

    private String curl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/usr/bin/curl", "-sS", "--noproxy", "*"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    @Test
    void pipelined_requests_are_judged_one_by_one_and_answered_in_their_order() throws Exception {
        String said =
                said(
                        get("/1", BASIC)
                                + get("/2", "Basic d3Jvbmc6d3Jvbmc=")
                                + get("/3", BASIC)
                                + get("/4", "")
                                + "GET /5 HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: "
                                + BASIC
                                + "\r\n\r\n");

        assertThat(Pattern.compile("HTTP/1.1 (\\d+)").matcher(said).results().map(r -> r.group(1)))
                .containsExactly("200", "401", "200", "401", "200");
        assertThat(web.seen).containsExactly("GET /1 false", "GET /3 false", "GET /5 false");
    }

    @Test
    void whatever_could_be_taken_in_two_ways_is_refused_and_the_service_sees_nothing()
            throws Exception {
        String auth = "Authorization: " + BASIC + "\r\n";
        for (String request :
                List.of(
                        "GET / HTTP/1.1\nHost: a\n" + auth + "\n",
                        "GET / HTTP/1.1\r\nHost: a\r\n" + auth + " folded\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost : a\r\n" + auth + "\r\n",
                        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n" + auth + "\r\n",
                        "GET / HTTP/1.1\r\n" + auth + "\r\n",
                        "GET / HTTP/1.1\r\nHost: a\r\n" + auth + auth + "\r\n",
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n"
                                + auth
                                + "\r\nabcd",
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n" + auth + "\r\nabc",
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n"
                                + "Transfer-Encoding: chunked\r\n"
                                + auth
                                + "\r\n0\r\n\r\n",
                        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n"
                                + auth
                                + "\r\n0\r\n\r\n",
                        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                                + "Transfer-Encoding: identity\r\n"
                                + auth
                                + "\r\n0\r\n\r\n",
                        "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                                + auth
                                + "\r\n0\r\n\r\n",
                        "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n" + auth + "\r\n",
                        "GET http://b/ HTTP/1.1\r\nHost: a\r\n" + auth + "\r\n",
                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: a\u0000b\r\n" + auth + "\r\n",
                        "GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(17_000) + "\r\n\r\n")) {
            String said = said(request);
            assertThat(said).as(request).matches("(?s)HTTP/1.1 (400|431|501) .*");
            assertThat(said).contains("Connection: close");
        }
        assertThat(web.seen).isEmpty();
    }

    @Test
    void what_follows_a_body_that_is_too_long_is_not_taken_for_a_request_of_someone_else()
            throws Exception {
        String said =
                said(
                        "POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nAuthorization: "
                                + BASIC
                                + "\r\n\r\n2\r\nabGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(said).doesNotContain("/smuggled");
        assertThat(web.seen).noneMatch(request -> request.contains("/smuggled"));
    }

    @Test
    void a_body_without_credentials_is_thrown_away_and_the_connection_goes_on() throws Exception {
        String said =
                said(
                        "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n"
                                + "GET /x HTTP/1.1\r\n\r\n".substring(0, 19)
                                + "\n"
                                + "GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: "
                                + BASIC
                                + "\r\n\r\n");

        assertThat(said).startsWith("HTTP/1.1 401 ").contains("/2 0");
        assertThat(web.seen).containsExactly("GET /2 false");
    }

    @Test
    void asks_for_each_connection_by_407_and_takes_each_answer_once() throws Exception {
        StreamAnswer asked = connect(Optional.empty());
        assertThat(asked.status()).isEqualTo(407);
        assertThat(asked.challenges()).hasSize(3);

        String digest =
                DigestAnswer.to(asked.challenges().get(0), "alice", PASSWORD, "shell.gw.test:22");
        assertThat(connect(Optional.of(digest)).isAccepted()).isTrue();
        StreamAnswer again = connect(Optional.of(digest));
        assertThat(again.status()).isEqualTo(407);
        assertThat(again.challenges().get(0)).contains("stale=true");

        String other =
                DigestAnswer.to(again.challenges().get(0), "alice", PASSWORD, "web.gw.test:22");
        assertThat(connect(Optional.of(other)).status()).isEqualTo(407);
        assertThat(connect(Optional.of(BASIC)).isAccepted()).isTrue();
        assertThat(connect(Optional.of("Bearer " + token)).isAccepted()).isTrue();
        assertThat(connect(Optional.of("Bearer " + token + "x")).status()).isEqualTo(407);
        ServiceClients.in(home).remove("bob");
        assertThat(connect(Optional.of(BASIC)).status()).isEqualTo(407);
    }

    @Test
    void whom_the_fleet_shuts_out_by_a_signed_list_comes_in_again_only_by_another_one()
            throws Exception {
        TestKeyLists lists = new TestKeyLists(fleet);
        assertThat(connect(Optional.of(BASIC)).isAccepted()).isTrue();

        lists.revoked.add(Revocation.ofUser("bob"));
        bring(lists.sign(1));
        assertThat(connect(Optional.of(BASIC)).status()).isEqualTo(407);
        assertThat(connect(Optional.of("Bearer " + token)).isAccepted()).isTrue();
        assertThat(AuditLog.read(home).entries())
                .anyMatch(entry -> entry.toString().contains("revoked by the fleet"));

        lists.revoked.clear();
        bring(lists.sign(2));
        assertThat(connect(Optional.of(BASIC)).isAccepted()).isTrue();
    }

    private void bring(SignedKeyList list) throws Exception {
        JsonObject question = new JsonObject();
        question.addProperty("op", "key-list");
        question.addProperty("list", list.encode().base64());
        assertThat(tunnel.ask(question.toString()).toCompletableFuture().get(30, TimeUnit.SECONDS))
                .contains("\"ok\":true");
    }

    @Test
    void guesses_are_limited() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(connect(Optional.of("Bearer guess" + i)).status()).isEqualTo(407);
        }
        assertThat(connect(Optional.of("Bearer guess")).status()).isEqualTo(429);
    }

    @Test
    void after_a_change_to_websocket_octets_pass_as_they_are() throws Exception {
        try (ServerSocket raw = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            gateway.close();
            web.close();
            CompletableFuture<String> heard =
                    CompletableFuture.supplyAsync(() -> TestWeb.upgrade(raw));
            PrivateProxyConfiguration usual = super.configuration(AccessBudget.defaults());
            gateway =
                    PrivateProxy.open(
                            new PrivateProxyConfiguration(
                                    home,
                                    OfferedService.parse(
                                            "web=127.0.0.1:%d,echo=127.0.0.1:%d"
                                                    .formatted(raw.getLocalPort(), echo.port())),
                                    usual.protocols(),
                                    usual.tunnel(),
                                    usual.proxiesAllowed(),
                                    usual.msisdn(),
                                    usual.budget(),
                                    usual.ipsec(),
                                    ServiceAuthentication.parse("web:http:basic")),
                            identity,
                            CLOCK);
            accept(request());
            tunnel = proxy.nextTunnel();
            try (Socket client = proxy.client(tunnel, "web")) {
                String asked =
                        "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Authorization: "
                                + BASIC
                                + "\r\n\r\n\nnot HTTP\n";
                client.getOutputStream().write(asked.getBytes(StandardCharsets.US_ASCII));
                client.shutdownOutput();
                assertThat(client.getInputStream().readAllBytes())
                        .asString()
                        .isEqualTo(
                                "HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n\r\n\nnot HTTP\n");
            }
            assertThat(heard.get(30, TimeUnit.SECONDS))
                    .contains("Upgrade: websocket")
                    .doesNotContain("Authorization");
        }
    }

    private static String get(String path, String credentials) {
        return "GET "
                + path
                + " HTTP/1.1\r\nHost: a\r\n"
                + (credentials.isEmpty() ? "" : "Authorization: " + credentials + "\r\n")
                + "\r\n";
    }

    /** Everything that comes back to everything that is said. */
    private String said(String request) throws IOException {
        try (Socket client = proxy.client(tunnel, "web")) {
            client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            client.shutdownOutput();
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private StreamAnswer connect(Optional<String> credentials) throws Exception {
        CompletableFuture<StreamAnswer> answer = new CompletableFuture<>();
        tunnel.eventLoop()
                .execute(
                        () -> {
                            var stream =
                                    tunnel.open(
                                            new StreamRequest(
                                                    "shell",
                                                    "192.0.2.7 4711",
                                                    "shell.gw.test:22",
                                                    credentials),
                                            Unpooled.EMPTY_BUFFER);
                            stream.answer()
                                    .whenComplete(
                                            (said, failure) -> {
                                                stream.cancel();
                                                answer.complete(said);
                                            });
                        });
        return answer.get(30, TimeUnit.SECONDS);
    }

    private static Secret password(String text) {
        return Secret.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
