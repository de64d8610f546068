/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.FleetCa;
import io.reveille.crypto.TlsIdentity;
import io.reveille.server.registry.CidrBlock;
import io.reveille.server.registry.IpLiterals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The entries for forward connections over TLS. */
@ExtendWith(NoLeaks.class)
class ForwardTlsTest {

    private static final FleetCa CA = authority();
    private static final String HEAD =
            "CONNECT echo.gw7.fleet.test:80 HTTP/1.1\r\nHost: echo.gw7.fleet.test\r\n\r\n";

    @TempDir static Path folder;
    private static TestServer server;
    private static TestService echo;
    private static SSLContext trusting;

    private static FleetCa authority() {
        return FleetCa.create("entries", Instant.now());
    }

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        certificate("first.test");
        ForwardPort port =
                new ForwardPort(
                        IpLiterals.parse("127.0.0.1"),
                        0,
                        CidrBlock.parseList("127.0.0.1"),
                        Optional.of(
                                new CertificateFiles(
                                        folder.resolve("chain.pem"), folder.resolve("key.pem"))));
        server =
                new TestServer(
                        home,
                        TestServer.options()
                                .with(new ForwardOptions(Optional.of(port), Optional.of(port))));
        echo = TestService.echo();
        server.gateway("gw7", Map.of("echo", echo.address()));
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null);
        anchors.setCertificateEntry("ca", CA.certificate());
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        echo.close();
    }

    private static void certificate(String name) throws IOException {
        TlsIdentity identity =
                CA.issueServer(List.of(name), List.of(), Instant.now(), Duration.ofDays(1));
        identity.store(folder.resolve("key.pem"), folder.resolve("chain.pem"));
    }

    @Test
    void connect_carries_a_client_and_both_ends_of_its_octets() throws Exception {
        byte[] much = new byte[1_000_000];
        try (SSLSocket client = secure("connect")) {
            client.getOutputStream().write(HEAD.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = client.getInputStream().readNBytes(39);
            assertThat(answer).asString().isEqualTo("HTTP/1.1 200 Connection established\r\n\r\n");
            Thread writer =
                    new Thread(
                            () -> {
                                try {
                                    client.getOutputStream().write(much);
                                    client.shutdownOutput();
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            writer.start();

            assertThat(client.getInputStream().readAllBytes()).hasSize(much.length);
            writer.join();
        }
    }

    @Test
    void socks_carries_a_client() throws Exception {
        try (SSLSocket client = secure("socks")) {
            client.getOutputStream().write(new byte[] {5, 1, 0, 5, 1, 0, 3, 19});
            client.getOutputStream()
                    .write("echo.gw7.fleet.test\0Phi".getBytes(StandardCharsets.US_ASCII));

            assertThat(client.getInputStream().readNBytes(14)).endsWith('h', 'i');
        }
    }

    @Test
    void a_connection_that_was_cut_does_not_look_like_an_end() throws Exception {
        try (Socket below = plain("connect")) {
            SSLSocket client = secure(below);
            client.getOutputStream().write(HEAD.getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().readNBytes(39))
                    .startsWith("HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII));

            below.shutdownOutput();

            await().until(
                            () ->
                                    echo.failures().stream()
                                            .map(Throwable::getMessage)
                                            .anyMatch("Connection reset"::equals));
        }
    }

    @Test
    void a_certificate_that_was_replaced_is_shown_to_the_next_client() throws Exception {
        certificate("second.test");
        Files.setLastModifiedTime(
                folder.resolve("key.pem"), FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(names()).contains("second.test");

        Files.writeString(folder.resolve("key.pem"), "nonsense");
        assertThat(names()).contains("second.test");
    }

    private static String names() throws Exception {
        try (SSLSocket client = secure("connect")) {
            X509Certificate shown = (X509Certificate) client.getSession().getPeerCertificates()[0];
            return String.valueOf(shown.getSubjectAlternativeNames());
        }
    }

    private static Socket plain(String entry) throws IOException {
        InetSocketAddress address = server.proxy.entries().get(entry);
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static SSLSocket secure(String entry) throws IOException {
        return secure(plain(entry));
    }

    private static SSLSocket secure(Socket below) throws IOException {
        SSLSocket socket =
                (SSLSocket) trusting.getSocketFactory().createSocket(below, "proxy", 1, true);
        socket.startHandshake();
        return socket;
    }
}
