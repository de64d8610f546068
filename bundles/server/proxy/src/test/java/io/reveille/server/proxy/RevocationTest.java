/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.Octets;
import io.reveille.crypto.TlsIdentity;
import io.reveille.server.registry.AddressGrant;
import io.reveille.server.registry.ApiTokens;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.Outcome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What lets a client in is taken back while the client is in. */
@ExtendWith(NoLeaks.class)
class RevocationTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir Path folder;
    private People people;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        FleetCa.create("entries", Instant.now())
                .issueServer(List.of("proxy.test"), List.of(), Instant.now(), HOUR)
                .store(folder.resolve("key.pem"), folder.resolve("chain.pem"));
        ForwardPort port =
                new ForwardPort(
                        IpLiterals.parse("127.0.0.1"),
                        0,
                        List.of(),
                        Optional.of(
                                new CertificateFiles(
                                        folder.resolve("chain.pem"), folder.resolve("key.pem"))),
                        true);
        ForwardPort socks =
                new ForwardPort(IpLiterals.parse("127.0.0.1"), 0, List.of(), Optional.empty());
        people =
                new People(
                        home,
                        TestServer.options("192.0.2.0/24", Duration.ofSeconds(20), 64)
                                .with(new ForwardOptions(Optional.of(port), Optional.of(socks)))
                                .with(
                                        new WebOptions(
                                                Optional.of(IpLiterals.parse("127.0.0.1")),
                                                0,
                                                SniOptions.OFF)));
    }

    @AfterEach
    void stop() throws Exception {
        people.close();
    }

    @Test
    void a_token_takes_its_own_connections_with_it_and_no_others() throws Exception {
        ApiTokens tokens = people.server.registry.tokens();
        ApiTokens.Issued one = tokens.issue("ada", ClientReach.EVERYTHING, HOUR, "one");
        ApiTokens.Issued other = tokens.issue("ada", ClientReach.EVERYTHING, HOUR, "other");
        try (Socket first = socks(text(one));
                Socket second = socks(text(other));
                Socket third = socks(People.PASSWORD);
                Socket answer = get(text(one))) {
            tokens.revoke(one.token().id());

            assertThat(TestClients.end(first)).isIn("end", "Connection reset");
            assertThat(TestClients.end(answer)).isIn("end", "Connection reset");
            assertEchoes(second);
            assertEchoes(third);
        }
        assertThat(people.ended("token " + one.token().id() + " no longer holds").outcome())
                .isEqualTo(Outcome.REFUSED);
    }

    @Test
    void a_service_that_was_opened_for_an_address_closes_for_those_who_are_in() throws Exception {
        AddressGrant grant = open(HOUR);
        try (Socket client = people.server.client("gw7", "echo")) {
            assertEchoes(client);

            people.server.registry.grants().close(grant.id());

            assertThat(TestClients.end(client)).isIn("end", "Connection reset");
        }
        assertThat(people.ended("no longer open for this address").outcome())
                .isEqualTo(Outcome.REFUSED);
    }

    @Test
    void a_service_that_was_opened_for_a_while_closes_by_itself() throws Exception {
        open(Duration.ofSeconds(2));
        try (Socket client = people.server.client("gw7", "echo")) {
            assertEchoes(client);

            assertThat(TestClients.end(client)).isIn("end", "Connection reset");
        }
        people.ended("no longer open for this address");
    }

    @Test
    void a_certificate_is_enough_until_it_is_taken_from_the_user() throws Exception {
        KeyPair keys = CertificateSigning.newKeyPair();
        X509Certificate certificate =
                FleetCa.create("somebody", Instant.now())
                        .issueGateway(
                                CertificateSigning.parse(
                                        CertificateSigning.requestPem(keys, "whoever")),
                                "whoever",
                                Instant.now(),
                                HOUR);
        new TlsIdentity(keys.getPrivate(), List.of(certificate))
                .store(folder.resolve("ada.key"), folder.resolve("ada.pem"));
        Octets print =
                Octets.of(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        assertThat(Curl.any(byCertificate())).contains("407");

        people.server.registry.users().bind("ada", print);
        Process curl = Curl.start(byCertificate());
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf("part") < 0) {
            int octet = curl.getInputStream().read();
            assertThat(octet).as(seen.toString()).isNotNegative();
            seen.append((char) octet);
        }
        people.server.registry.users().unbind("ada", print);

        assertThat(curl.getInputStream().readAllBytes()).isNotNull();
        assertThat(curl.waitFor()).isIn(18, 56); // a part alone, or what was received failed
        assertThat(people.ended("certificate " + print.hex() + " no longer holds").user())
                .contains("ada");
        assertThat(Curl.any(byCertificate())).contains("407");
    }

    /** A request through CONNECT by a client that has a certificate alone. */
    private String[] byCertificate() {
        int port = people.server.proxy.entries().get("connect").getPort();
        return new String[] {
            "--proxytunnel",
            "-x",
            "https://proxy.test:" + port,
            "--resolve",
            "proxy.test:" + port + ":127.0.0.1",
            "--proxy-cacert",
            folder.resolve("chain.pem").toString(),
            "--proxy-cert",
            folder.resolve("ada.pem").toString(),
            "--proxy-key",
            folder.resolve("ada.key").toString(),
            "--noproxy",
            "",
            "--no-buffer",
            "http://slow.gw7.fleet.test/"
        };
    }

    private AddressGrant open(Duration time) {
        return people.server
                .registry
                .grants()
                .open(ClientIdentity.SERVER, "gw7", "echo", IpLiterals.parse("127.0.0.1"), time);
    }

    private static String text(ApiTokens.Issued issued) {
        return new String(issued.text().copy(), StandardCharsets.US_ASCII);
    }

    private static void assertEchoes(Socket client) throws IOException {
        client.getOutputStream().write('x');
        assertThat(client.getInputStream().read()).isEqualTo('x');
    }

    /** Ada's connection to the echo. */
    private Socket socks(String password) throws IOException {
        Socket client = socket("socks");
        String name = "echo.gw7.fleet.test";
        say(
                client,
                "\5\1\2\1\3ada"
                        + (char) password.length()
                        + password
                        + "\5\1\0\3"
                        + (char) name.length()
                        + name
                        + "\0\120");
        assertThat(client.getInputStream().readNBytes(14)).startsWith(5, 2, 1, 0, 5, 0);
        assertEchoes(client);
        return client;
    }

    /** An answer that has begun. */
    private Socket get(String token) throws IOException {
        Socket client = socket("web");
        say(
                client,
                "GET / HTTP/1.1\r\nHost: slow.gw7.fleet.test\r\nAuthorization: Bearer "
                        + token
                        + "\r\n\r\n");
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("part") < 0) {
            int octet = client.getInputStream().read();
            assertThat(octet).as(answer.toString()).isNotNegative();
            answer.append((char) octet);
        }
        return client;
    }

    private Socket socket(String entry) throws IOException {
        InetSocketAddress address = people.server.proxy.entries().get(entry);
        Socket client = new Socket(address.getAddress(), address.getPort());
        client.setSoTimeout(30_000);
        return client;
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
