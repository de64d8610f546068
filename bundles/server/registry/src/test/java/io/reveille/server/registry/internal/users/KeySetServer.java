/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An issuer's HTTPS server on the loopback, whose certificate an authority of its own issued. */
final class KeySetServer implements AutoCloseable {
    private static final char[] NONE = new char[0];

    /** Answers one request. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    final AtomicInteger asked = new AtomicInteger();
    private final FleetCa authority = FleetCa.create("issuers", Instant.now());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpsServer server;
    private volatile Answer answer = exchange -> say(exchange, 404, "");

    /**
     * @param name of the host for which its certificate is
     */
    KeySetServer(String name) throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        TlsIdentity identity =
                authority.issueServer(List.of(name), List.of(), Instant.now(), Duration.ofDays(1));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server",
                identity.privateKey(),
                NONE,
                identity.chain().toArray(new Certificate[0]));
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NONE);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    asked.incrementAndGet();
                    answer.to(exchange);
                });
        server.start();
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort() + "/jwks.json";
    }

    /** Its authority as a file. */
    Path authority(Path directory) throws Exception {
        return pem(authority.certificate(), directory.resolve("issuers-ca.pem"));
    }

    /** An authority that has nothing to do with it. */
    static Path stranger(Path directory) throws Exception {
        return pem(
                FleetCa.create("strangers", Instant.now()).certificate(),
                directory.resolve("strangers-ca.pem"));
    }

    private static Path pem(X509Certificate certificate, Path file) throws Exception {
        return Files.writeString(
                file,
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(
                                Base64.getMimeEncoder().encodeToString(certificate.getEncoded())));
    }

    void publish(String... keys) {
        answer = exchange -> say(exchange, 200, "{\"keys\":[" + String.join(",", keys) + "]}");
    }

    void answers(Answer other) {
        answer = other;
    }

    static void say(HttpExchange exchange, int status, String body) throws IOException {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
