/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.Secret;
import io.reveille.crypto.TlsIdentity;
import io.reveille.server.registry.ApiTokens;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.UserRights;
import io.reveille.server.registry.internal.users.IdentitySettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The registry's users at the entries by name; no address is trusted. */
@ExtendWith(NoLeaks.class)
class WebUsersTest {

    private static final String NAME = "web.gw7.fleet.test";

    @TempDir static Path folder;
    private static FleetCa people;
    private static TestIssuer issuer;
    private static EntryFiles files;
    private static WebService web;
    private static TestService line;
    private static TestServer server;
    private static TestGateway gateway;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        files = new EntryFiles(folder, "*.gw7.fleet.test");
        people = FleetCa.create("people", Instant.now());
        issuer = new TestIssuer();
        Files.writeString(files.file("people.pem"), EntryFiles.pem(people.certificate()));
        Files.writeString(files.file("jwks.json"), issuer.keySet());
        certify("bob", people);
        certify("eve", people);
        web = new WebService();
        line = new TestService(WebUsersTest::answerALine);
        server =
                new TestServer(
                        home,
                        TestServer.options("10.0.0.0/8", Duration.ofSeconds(20), 64)
                                .with(
                                        files.entries(
                                                Optional.of(files.file("people.pem")),
                                                Set.of("line", "gauge"))),
                        new IdentitySettings(
                                List.of(files.file("people.pem")),
                                Optional.of(issuer.settings(files.file("jwks.json")))));
        gateway =
                server.gateway(
                        "gw7",
                        Map.of(
                                "web",
                                web.address(),
                                "line",
                                line.address(),
                                "gauge",
                                line.address()));
        user("ada", "gw7/web");
        user("bob", "gw7/web,gw7/line");
        user("eve", "gw8/*");
        server.registry.users().password("ada", secret("ein sécret"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        web.close();
        line.close();
    }

    private static void answerALine(Socket connection) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = connection.getInputStream().read(); c > '\n'; ) {
            text.append((char) c);
            c = connection.getInputStream().read();
        }
        String answer = "you said " + text + "\n";
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    private static void user(String name, String reach) {
        server.registry
                .users()
                .add(name, new UserRights(ClientRole.CLIENT, ClientReach.parse(reach)));
    }

    private static Secret secret(String text) {
        return Secret.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void certify(String name, FleetCa by)
            throws IOException, GeneralSecurityException {
        KeyPair keys = CertificateSigning.newKeyPair();
        TlsIdentity identity =
                new TlsIdentity(
                        keys.getPrivate(),
                        List.of(
                                by.issueGateway(
                                        CertificateSigning.parse(
                                                CertificateSigning.requestPem(keys, name)),
                                        name,
                                        Instant.now(),
                                        Duration.ofDays(1))));
        identity.store(files.file(name + ".key"), files.file(name + ".pem"));
    }

    private static String curl(String service, String... more) throws Exception {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "-i",
                                "--connect-to",
                                "::127.0.0.1:" + server.proxy.entries().get("sni").getPort(),
                                "--cacert",
                                files.file("ca.pem").toString(),
                                "https://" + service + ".gw7.fleet.test/x"));
        all.addAll(List.of(more));
        return Curl.run(all.toArray(String[]::new));
    }

    private static String bearer(String service, String token) throws Exception {
        return curl(service, "-H", "Authorization: Bearer " + token);
    }

    private static String certificate(String service, String name, String... more)
            throws Exception {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--cert",
                                files.file(name + ".pem").toString(),
                                "--key",
                                files.file(name + ".key").toString()));
        all.addAll(List.of(more));
        return curl(service, all.toArray(String[]::new));
    }

    private static String token(String user, String scope) {
        ApiTokens.Issued issued =
                server.registry
                        .tokens()
                        .issue(user, ClientReach.parse(scope), Duration.ofHours(1), "test");
        byte[] text = issued.text().copy();
        return new String(text, StandardCharsets.US_ASCII);
    }

    @Test
    void what_lets_a_user_in_by_password_token_or_signed_token_is_not_told_to_the_service()
            throws Exception {
        for (String answer :
                List.of(
                        curl("web", "-u", "ada:ein sécret"),
                        curl("web", "-u", "ada:" + token("ada", "*")),
                        bearer("web", token("ada", "gw7/web")),
                        bearer("web", issuer.token("ada")))) {
            assertThat(answer)
                    .startsWith("HTTP/2 200")
                    .contains("GET /x\n")
                    .doesNotContain("Authorization");
        }
    }

    @Test
    void a_user_known_by_certificate_keeps_the_word_for_the_service() throws Exception {
        assertThat(certificate("web", "bob", "-u", "for:device"))
                .startsWith("HTTP/2 200")
                .contains("Authorization: [Basic ");
        assertThat(certificate("web", "eve"))
                .startsWith("HTTP/2 403")
                .contains("eve may not reach web.gw7.fleet.test");
    }

    @Test
    void whoever_is_not_let_in_gets_one_and_the_same_answer() throws Exception {
        String asked = curl("nowhere");
        assertThat(asked).startsWith("HTTP/2 401");
        String other = token("ada", "gw7/web");
        server.registry.tokens().revoke(idOf(other));
        TestIssuer own = new TestIssuer();
        for (String answer :
                List.of(
                        curl("web"),
                        curl("web", "-u", "ada:wrong"),
                        curl("web", "-u", "nobody:ein sécret"),
                        bearer("web", other),
                        bearer("web", "rvl_nonsense"),
                        bearer("web", own.token("ada")),
                        bearer("web", issuer.token("stranger")),
                        curl("web", "-H", "Authorization: Digest x"))) {
            assertThat(answer).isEqualTo(asked);
        }
    }

    private static String idOf(String token) {
        return server.registry.tokens().tokens(Optional.of("ada")).stream()
                .filter(known -> token.contains(known.id()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void who_is_let_in_is_told_the_reason() throws Exception {
        assertThat(bearer("none", token("bob", "*")))
                .startsWith("HTTP/2 403")
                .contains("bob may not reach none.gw7.fleet.test.");
        assertThat(bearer("web", token("bob", "gw7/line")))
                .startsWith("HTTP/2 403")
                .contains("bob may not reach web.gw7.fleet.test.");
    }

    @Test
    void a_service_that_speaks_no_http_is_reached_by_certificate() throws Exception {
        assertThat(say("ping\n", "line", "bob")).endsWith("you said ping\n");
        int before = line.accepted();
        assertThat(say("ping\n", "line", "eve")).doesNotContain("you said");
        assertThat(say("ping\n", "line2", "bob")).doesNotContain("you said");
        assertThat(line.accepted()).isEqualTo(before);
    }

    @Test
    void a_stranger_gets_nothing_out_of_a_service_that_speaks_no_http() throws Exception {
        String[] plain = {"-alpn", "h2,http/1.1", "-ign_eof"};
        String there = OpenSsl.run("ping\n", to("gauge", plain));
        assertThat(there).contains("No ALPN negotiated").doesNotContain("you said");
        assertThat(there).doesNotContain("alert");
        server.registry
                .grants()
                .open(
                        ClientIdentity.SERVER,
                        "gw7",
                        "gauge",
                        IpLiterals.parse("127.0.0.1"),
                        Duration.ofMinutes(1));
        assertThat(OpenSsl.run("ping\n", to("gauge", plain))).contains("you said ping\n");
    }

    @Test
    void a_certificate_that_is_revoked_ends_what_its_connection_may() throws Exception {
        certify("joe", people);
        user("joe", "gw7/web");
        try (Http2Wire client = new Http2Wire(sni(), NAME, files.context(identity("joe")))) {
            get(client, 1, 0x88); // 200
            server.registry.users().revoke("joe");
            get(client, 3, -1);
        }
    }

    private static TlsIdentity identity(String name) throws IOException {
        return TlsIdentity.load(files.file(name + ".key"), files.file(name + ".pem"));
    }

    private static String say(String text, String service, String name) throws Exception {
        return OpenSsl.run(
                text,
                to(
                        service,
                        "-quiet",
                        "-cert",
                        files.file(name + ".pem").toString(),
                        "-key",
                        files.file(name + ".key").toString()));
    }

    private static String[] to(String service, String... more) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "-connect",
                                "127.0.0.1:" + sni().getPort(),
                                "-servername",
                                service + ".gw7.fleet.test",
                                "-CAfile",
                                files.file("ca.pem").toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void a_client_has_more_room_for_uploads_once_it_is_let_in() throws Exception {
        String[] post = {
            ":method", "POST", ":scheme", "https", ":authority", NAME, ":path", "/x", "", ""
        };
        try (Http2Wire client = new Http2Wire(sni(), NAME, files.context())) {
            post[8] = "x";
            client.headers(1, false, post);
            assertThat(client.next().type()).isEqualTo(Http2Wire.HEADERS);

            post[8] = "authorization";
            post[9] = "Bearer " + token("ada", "*");
            client.headers(3, false, post);
            assertThat(client.next(Http2Wire.WINDOW).number()).isEqualTo(1024 * 1024 - 65_535);
        }
    }

    @Test
    void a_connection_outlives_the_certificate_it_was_made_with_and_the_next_sees_the_new_one()
            throws Exception {
        try (Http2Wire before = new Http2Wire(sni(), NAME, files.context())) {
            get(before, 1, 0x88);
            files.issue("web.gw7.fleet.test");
            await().until(() -> !names().contains("*"));
            assertThat(names()).contains("web.gw7.fleet.test");
            get(before, 3, 0x88);

            Files.writeString(files.file("tls.key"), "nonsense");
            assertThat(names()).contains("web.gw7.fleet.test");
        } finally {
            files.issue("*.gw7.fleet.test");
            await().until(() -> names().contains("*.gw7.fleet.test"));
        }
    }

    private static java.net.InetSocketAddress sni() {
        return server.proxy.entries().get("sni");
    }

    private static String names() throws Exception {
        return OpenSsl.run(
                "",
                "-connect",
                "127.0.0.1:" + sni().getPort(),
                "-servername",
                NAME,
                "-showcerts",
                "-trusted_first");
    }

    /**
     * @param status the first octet of the answer's head: 0x88 is 200; any that is not if negative
     */
    private static void get(Http2Wire client, int stream, int status) throws Exception {
        List<String> fields =
                new ArrayList<>(
                        List.of(
                                ":method",
                                "GET",
                                ":scheme",
                                "https",
                                ":authority",
                                NAME,
                                ":path",
                                "/x"));
        if (client.isAnonymous()) {
            fields.addAll(List.of("authorization", "Bearer " + token("ada", "*")));
        }
        client.headers(stream, true, fields.toArray(String[]::new));
        int first = client.next(Http2Wire.HEADERS).first();
        assertThat(first == 0x88).isEqualTo(status == 0x88);
        while (!client.next(Http2Wire.DATA).endsStream()) {
            // the rest of it
        }
    }
}
