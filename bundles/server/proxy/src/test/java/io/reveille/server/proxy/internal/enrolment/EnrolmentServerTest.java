/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.EnrolmentCode;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PortRange;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.internal.ServerRegistry;
import io.reveille.server.registry.internal.SessionRetention;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentServerTest {
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(IpLiterals.parse("127.0.0.1"), 0);

    @TempDir Path home;

    private Instant now = Instant.now();
    private final KeyPair tlsKeys = CertificateSigning.newKeyPair();
    private final SealingKeyPair sealing = SealingKeyPair.generate();
    private ServerRegistry registry;
    private EnrolmentServer server;
    private SSLContext tls;

    @BeforeEach
    void start() throws Exception {
        ServerSettings settings =
                new ServerSettings(
                        "fleet.test",
                        "proxy.fleet.test",
                        IpLiterals.parseList("127.0.0.1,203.0.113.7"),
                        new PortRange(20000, 20999),
                        home);
        registry =
                ServerRegistry.open(
                        settings,
                        SessionRetention.DEFAULT,
                        () -> Optional.of(url("/enrol")),
                        new InstantSource() {
                            @Override
                            public Instant instant() {
                                return now;
                            }
                        });
        start(EnrolmentSettings.at(ANY_PORT));
        tls = trusting(registry.keys().ca().certificate());
    }

    @AfterEach
    void stop() {
        server.close();
        registry.close();
    }

    @Test
    void takes_a_gateway_in_over_https() throws Exception {
        JsonObject grant =
                JsonParser.parseString(post(claim(code()).toString(), 200)).getAsJsonObject();

        assertThat(grant.get("gateway").getAsString()).isEqualTo("gw7");
        assertThat(grant.get("generation").getAsInt()).isEqualTo(1);
        assertThat(grant.get("serverName").getAsString()).isEqualTo("proxy.fleet.test");
        assertThat(grant.get("zone").getAsString()).isEqualTo("fleet.test");
        assertThat(grant.get("msisdn").getAsString()).isEqualTo("+4915112345678");
        assertThat(grant.getAsJsonArray("proxies")).hasSize(2);
        JsonObject sender = grant.getAsJsonArray("senderKeys").get(0).getAsJsonObject();
        assertThat(sender.get("id").getAsInt()).isEqualTo(1);
        assertThat(sender.get("key").getAsString())
                .isEqualTo(registry.keys().currentSender().pair().publicKey().base64());
        X509Certificate certificate =
                Certificates.parse(grant.get("certificate").getAsString()).get(0);
        X509Certificate ca = Certificates.parse(grant.get("fleetCa").getAsString()).get(0);
        certificate.verify(ca.getPublicKey());
        assertThat(certificate.getPublicKey()).isEqualTo(tlsKeys.getPublic());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=gw7");
        assertThat(registry.keys().isRevoked(certificate)).isFalse();
        assertThat(registry.registry().gateway("gw7").orElseThrow().status())
                .isEqualTo(GatewayStatus.ACTIVE);
    }

    @Test
    void shows_the_whole_chain_with_the_fleets_authority() throws Exception {
        try (SSLSocket socket = connect()) {
            socket.startHandshake();

            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(socket.getSession().getPeerCertificates())
                    .containsExactlyElementsOf(registry.keys().serverIdentity().chain());
        }
    }

    @Test
    void answers_every_refusal_alike() throws Exception {
        String used = code();
        post(claim(used).toString(), 200);
        JsonObject byAnother = claim(used);
        byAnother.addProperty("sealingKey", SealingKeyPair.generate().publicKey().base64());
        JsonObject wrong = claim(EnrolmentCode.issue(registry.keys().ca().certificate()).text());
        JsonObject noKey = claim(code());
        noKey.addProperty("sealingKey", "AAAA");
        JsonObject lowOrder = claim(code());
        lowOrder.addProperty("sealingKey", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        JsonObject noRequest = claim(code());
        noRequest.addProperty("csr", "garbage");
        JsonObject noServices = claim(code());
        noServices.remove("services");
        JsonObject expired = claim(code());
        now = now.plus(Duration.ofHours(2));

        Set<String> answers = new HashSet<>();
        for (String body :
                new String[] {
                    byAnother.toString(),
                    wrong.toString(),
                    noKey.toString(),
                    lowOrder.toString(),
                    noRequest.toString(),
                    noServices.toString(),
                    expired.toString(),
                    "",
                    "{",
                    "[]",
                    "null",
                    "{\"code\": {}}",
                    "[".repeat(EnrolmentConnections.MAX_BODY)
                }) {
            answers.add(post(body, 403));
        }
        assertThat(answers).containsExactly("{\"error\":\"refused\"}\n");
    }

    @Test
    void lets_nobody_choose_another_name_by_the_certificate_request() throws Exception {
        JsonObject claim = claim(code());
        claim.addProperty("csr", CertificateSigning.requestPem(tlsKeys, "gw8"));
        claim.addProperty("gateway", "gw8");

        String answer = post(claim.toString(), 200);

        assertThat(JsonParser.parseString(answer).getAsJsonObject().get("gateway").getAsString())
                .isEqualTo("gw7");
        assertThat(registry.registry().gateway("gw8")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GET, /enrol", "POST, /", "POST, /enrol/", "POST, /enrol?x", "PUT, /enrol"})
    void knows_nothing_else(String method, String path) throws Exception {
        HttpResponse<String> response =
                client().send(
                                HttpRequest.newBuilder(url(path))
                                        .method(method, BodyPublishers.ofString("{}"))
                                        .build(),
                                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"error\":\"there is only POST /enrol\"}\n");
    }

    @Test
    void takes_no_body_beyond_32_kibioctets() throws Exception {
        JsonObject claim = claim(code());
        claim.addProperty("padding", "x".repeat(EnrolmentConnections.MAX_BODY));

        try (SSLSocket socket = connect()) {
            byte[] body = claim.toString().getBytes(StandardCharsets.UTF_8);
            send(socket, "POST /enrol HTTP/1.1\r\nContent-Length: " + body.length + "\r\n\r\n");
            assertThat(head(socket)).isEqualTo("HTTP/1.1 413");
        }
        assertThat(registry.registry().gateway("gw7").orElseThrow().status())
                .isEqualTo(GatewayStatus.PENDING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\n\r\n",
                "garbage\r\n\r\n",
                "POST /enrol HTTP/9.9\r\n\r\n",
                "POST /enrol HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST /enrol HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"
            })
    void answers_or_drops_what_is_no_http(String request) throws Exception {
        start(limited(100, Duration.ofSeconds(1), 100));
        try (SSLSocket socket = connect()) {
            send(socket, request);

            assertThat(head(socket)).isIn("HTTP/1.1 400", "HTTP/1.1 403", "");
        }
        post(claim(code()).toString(), 200);
    }

    @Test
    void hangs_up_on_who_does_not_finish_in_time() throws Exception {
        start(limited(100, Duration.ofMillis(500), 100));

        try (Socket silent = new Socket(ANY_PORT.getAddress(), server.address().getPort());
                Socket noTls = new Socket(ANY_PORT.getAddress(), server.address().getPort());
                SSLSocket slow = connect()) {
            silent.setSoTimeout(10_000);
            noTls.setSoTimeout(10_000);
            send(noTls, "POST /enrol HTTP/1.0\r\n\r\n");
            send(slow, "POST /enrol HTTP/1.1\r\nContent-Length: 100\r\n\r\n{");

            assertThat(head(slow)).isEmpty();
            assertThat(ends(silent)).isTrue();
            assertThat(ends(noTls)).isTrue();
        }
    }

    @Test
    void hangs_up_on_too_many_connections_of_one_source() throws Exception {
        start(limited(16, Duration.ofSeconds(30), 100));

        try (SSLSocket first = connect();
                SSLSocket second = connect()) {
            first.startHandshake();
            second.startHandshake();
            // two of sixteen from one source
            try (Socket third = new Socket(ANY_PORT.getAddress(), server.address().getPort())) {
                third.setSoTimeout(10_000);
                assertThat(ends(third)).isTrue();
            }
        }
    }

    @Test
    void slows_down_who_tries_codes() throws Exception {
        start(limited(100, Duration.ofSeconds(30), 3));
        String guess =
                claim(EnrolmentCode.issue(registry.keys().ca().certificate()).text()).toString();

        for (int i = 0; i < 3; i++) {
            post(guess, 403);
        }

        post(guess, 429);
        post(claim(code()).toString(), 429);
    }

    @Test
    void says_which_port_it_can_not_have() {
        EnrolmentSettings same = EnrolmentSettings.at(server.address());

        assertThatThrownBy(
                        () -> EnrolmentServer.start(same, registry.keys(), registry.enrolments()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("enrolment can't listen on")
                .hasMessageContaining("enrolment.port");
    }

    private static EnrolmentSettings limited(int connections, Duration deadline, int attempts) {
        return new EnrolmentSettings(
                ANY_PORT, connections, deadline, attempts, Duration.ofHours(1));
    }

    private void start(EnrolmentSettings settings) {
        if (server != null) {
            server.close();
        }
        server = EnrolmentServer.start(settings, registry.keys(), registry.enrolments());
    }

    private String code() {
        return registry.enrolments()
                .offer("gw7", Optional.of("+4915112345678"), Duration.ofHours(1))
                .code();
    }

    private JsonObject claim(String code) {
        JsonObject claim = new JsonObject();
        claim.addProperty("code", code);
        claim.addProperty("sealingKey", sealing.publicKey().base64());
        claim.addProperty("csr", CertificateSigning.requestPem(tlsKeys, "reveille-gateway"));
        JsonObject service = new JsonObject();
        service.addProperty("name", "http");
        service.addProperty("port", 8080);
        JsonArray services = new JsonArray();
        services.add(service);
        claim.add("services", services);
        return claim;
    }

    private URI url(String path) {
        return URI.create("https://127.0.0.1:" + server.address().getPort() + path);
    }

    private HttpClient client() {
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    private String post(String body, int status) throws Exception {
        HttpResponse<String> response =
                client().send(
                                HttpRequest.newBuilder(url("/enrol"))
                                        .POST(BodyPublishers.ofString(body))
                                        .build(),
                                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response.body();
    }

    private SSLSocket connect() throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        tls.getSocketFactory()
                                .createSocket(ANY_PORT.getAddress(), server.address().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Version and status of the answer; empty if the connection ends without one. */
    private static String head(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("neither answer nor end", e);
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean ends(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes().length < 100;
        } catch (SocketException e) {
            return true;
        }
    }

    private static SSLContext trusting(X509Certificate ca) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("fleet", ca);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
