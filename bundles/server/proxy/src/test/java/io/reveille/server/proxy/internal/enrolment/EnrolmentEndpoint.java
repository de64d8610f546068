/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PortRange;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.internal.ServerRegistry;
import io.reveille.server.registry.internal.SessionRetention;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
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
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An enrolment endpoint over a real registry, and a client that trusts its fleet. */
abstract class EnrolmentEndpoint {
    static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(IpLiterals.parse("127.0.0.1"), 0);

    @TempDir Path home;

    Instant now = Instant.now();
    final KeyPair tlsKeys = CertificateSigning.newKeyPair();
    final SealingKeyPair sealing = SealingKeyPair.generate();
    ServerRegistry registry;
    EnrolmentServer server;
    SSLContext tls;

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

    void start(EnrolmentSettings settings) {
        if (server != null) {
            server.close();
        }
        server = EnrolmentServer.start(settings, registry.keys(), registry.enrolments());
    }

    String code() {
        return registry.enrolments()
                .offer("gw7", Optional.of("+4915112345678"), Duration.ofHours(1))
                .code();
    }

    JsonObject claim(String code) {
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

    URI url(String path) {
        return URI.create("https://127.0.0.1:" + server.address().getPort() + path);
    }

    HttpClient client() {
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    String post(String body, int status) throws Exception {
        HttpResponse<String> response =
                client().send(
                                HttpRequest.newBuilder(url("/enrol"))
                                        .POST(BodyPublishers.ofString(body))
                                        .build(),
                                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response.body();
    }

    SSLSocket connect() throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        tls.getSocketFactory()
                                .createSocket(ANY_PORT.getAddress(), server.address().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    static SSLContext trusting(X509Certificate ca) throws Exception {
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
