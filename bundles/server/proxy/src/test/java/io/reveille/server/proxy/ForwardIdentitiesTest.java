/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import io.reveille.crypto.TlsIdentity;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.UserRights;
import io.reveille.server.registry.internal.users.IdentitySettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** CONNECT and SOCKS5 over TLS, for clients whom others vouch for. */
@ExtendWith(NoLeaks.class)
class ForwardIdentitiesTest {
    private static final String ECHO = "echo.gw7.fleet.test";

    private final FleetCa people =
            FleetCa.create("people", Instant.now().minus(Duration.ofDays(10)));
    private TestIssuer issuer;
    private EntryFiles files;
    private TestService echo;
    private TestServer server;

    @BeforeEach
    void start(@TempDir Path home, @TempDir Path folder) throws Exception {
        files = new EntryFiles(folder, "proxy.test");
        issuer = new TestIssuer();
        Files.writeString(files.file("people.pem"), EntryFiles.pem(people.certificate()));
        Files.writeString(files.file("jwks.json"), issuer.keySet());
        ForwardPort port =
                new ForwardPort(
                        IpLiterals.parse("127.0.0.1"),
                        0,
                        List.of(),
                        Optional.of(
                                new CertificateFiles(files.file("tls.pem"), files.file("tls.key"))),
                        true);
        server =
                new TestServer(
                        home,
                        TestServer.options("192.0.2.0/24", Duration.ofSeconds(20), 64)
                                .with(new ForwardOptions(Optional.of(port), Optional.of(port))),
                        new IdentitySettings(
                                List.of(files.file("people.pem")),
                                Optional.of(issuer.settings(files.file("jwks.json")))));
        echo = TestService.echo();
        server.gateway("gw7", Map.of("echo", echo.address()));
        server.registry
                .users()
                .add("ada", new UserRights(ClientRole.CLIENT, ClientReach.parse("gw7")));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        echo.close();
    }

    @Test
    void socks_lets_in_whom_the_authority_names_until_the_user_is_revoked() throws Exception {
        SSLContext ada = shows(certificate(people, "ada"));
        try (SSLSocket client = socks(ada, 1, 0)) {
            assertThat(client.getInputStream().readNBytes(12)).startsWith(5, 0, 5, 0);
            assertEchoes(client);

            server.registry.users().revoke("ada");

            assertThat(TestClients.end(client)).isNotEqualTo("read 120");
        }
        assertRefused(ada);
        await().until(
                        () ->
                                server.registry.sessions().recent(10, Optional.empty()).stream()
                                        .anyMatch(
                                                one ->
                                                        one.reason().startsWith("ada was revoked")
                                                                && one.user()
                                                                        .equals(
                                                                                Optional.of(
                                                                                        "ada"))));
    }

    @Test
    void socks_lets_in_who_has_a_users_own_certificate_until_it_is_taken_away() throws Exception {
        TlsIdentity own = certificate(FleetCa.create("any", Instant.now()), "any");
        Octets print =
                Octets.of(
                        MessageDigest.getInstance("SHA-256")
                                .digest(own.chain().get(0).getEncoded()));
        assertRefused(shows(own));

        server.registry.users().bind("ada", print);
        try (SSLSocket client = socks(shows(own), 1, 0)) {
            assertThat(client.getInputStream().readNBytes(12)).startsWith(5, 0, 5, 0);
            assertEchoes(client);
            server.registry.users().unbind("ada", print);
            assertThat(TestClients.end(client)).isNotEqualTo("read 120");
        }
        assertRefused(shows(own));
    }

    @Test
    void certificates_of_strangers_or_of_nobody_or_of_yesterday_let_nobody_in() throws Exception {
        FleetCa strangers = FleetCa.create("people", Instant.now());
        assertRefused(shows(certificate(strangers, "ada")));
        assertRefused(shows(certificate(people, "eve")));
        assertRefused(shows(certificate(people, "ada", Instant.now().minus(Duration.ofDays(3)))));
        assertRefused(files.context());
        assertThat(echo.accepted()).isZero();
    }

    @Test
    void socks_asks_those_without_a_good_certificate_for_a_password() throws Exception {
        String password = "a long password";
        server.registry
                .users()
                .password("ada", Secret.of(password.getBytes(StandardCharsets.US_ASCII)));
        SSLContext stranger = shows(certificate(FleetCa.create("strangers", Instant.now()), "ada"));
        try (SSLSocket client = socks(stranger, 2, 0, 2)) {
            assertThat(client.getInputStream().readNBytes(2)).containsExactly(5, 2);
        }
        try (SSLSocket client = socks(files.context(), 1, 2)) {
            say(client, "\1\3ada" + (char) password.length() + password + request());
            assertThat(client.getInputStream().readNBytes(14)).startsWith(5, 2, 1, 0, 5, 0);
            assertEchoes(client);
        }
    }

    @Test
    void connect_lets_in_by_an_authoritys_certificate_and_by_a_token_of_the_issuer()
            throws Exception {
        SSLContext ada = shows(certificate(people, "ada"));
        assertThat(connect(ada, "")).isEqualTo(200);
        assertThat(connect(files.context(), "")).isEqualTo(407);
        assertThat(connect(files.context(), "Bearer " + issuer.token("ada"))).isEqualTo(200);
        assertThat(connect(files.context(), "Bearer " + issuer.token("eve"))).isEqualTo(407);
        assertThat(connect(files.context(), "Bearer " + new TestIssuer().token("ada")))
                .isEqualTo(407);
        server.registry.users().revoke("ada");
        assertThat(connect(ada, "")).isEqualTo(407);
        assertThat(connect(files.context(), "Bearer " + issuer.token("ada"))).isEqualTo(407);
    }

    private int connect(SSLContext context, String authorization) throws Exception {
        try (SSLSocket client = secure(context, "connect")) {
            say(
                    client,
                    "CONNECT "
                            + ECHO
                            + ":80 HTTP/1.1\r\nHost: "
                            + ECHO
                            + "\r\n"
                            + (authorization.isEmpty()
                                    ? ""
                                    : "Proxy-Authorization: " + authorization + "\r\n")
                            + "\r\n");
            String start =
                    new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return Integer.parseInt(start.substring(9));
        }
    }

    /** Whoever shows this is told by SOCKS5 that it may not go there (RFC 1928 section 6). */
    private void assertRefused(SSLContext context) throws Exception {
        try (SSLSocket client = socks(context, 1, 0)) {
            assertThat(client.getInputStream().readAllBytes()).startsWith(5, 0, 5, 2);
        }
    }

    /** A client that offers these methods and, where it need not log in, goes to the echo. */
    private SSLSocket socks(SSLContext context, int... methods) throws Exception {
        SSLSocket client = secure(context, "socks");
        StringBuilder greeting = new StringBuilder("\5");
        for (int octet : methods) {
            greeting.append((char) octet);
        }
        say(client, greeting + (methods[methods.length - 1] == 0 ? request() : ""));
        return client;
    }

    private static String request() {
        return "\5\1\0\3" + (char) ECHO.length() + ECHO + "\0\120";
    }

    private SSLSocket secure(SSLContext context, String entry) throws Exception {
        InetSocketAddress address = server.proxy.entries().get(entry);
        Socket below = new Socket(address.getAddress(), address.getPort());
        below.setSoTimeout(30_000);
        SSLSocket client =
                (SSLSocket) context.getSocketFactory().createSocket(below, "proxy.test", 1, true);
        client.startHandshake();
        return client;
    }

    private SSLContext shows(TlsIdentity identity) throws Exception {
        return files.context(identity);
    }

    private static TlsIdentity certificate(FleetCa authority, String name) throws Exception {
        return certificate(authority, name, Instant.now());
    }

    /** One that is good for a day from then. */
    private static TlsIdentity certificate(FleetCa authority, String name, Instant from)
            throws Exception {
        KeyPair keys = CertificateSigning.newKeyPair();
        return new TlsIdentity(
                keys.getPrivate(),
                List.of(
                        authority.issueGateway(
                                CertificateSigning.parse(CertificateSigning.requestPem(keys, name)),
                                name,
                                from,
                                Duration.ofDays(1))));
    }

    private static void assertEchoes(Socket client) throws IOException {
        client.getOutputStream().write('x');
        assertThat(client.getInputStream().read()).isEqualTo('x');
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
