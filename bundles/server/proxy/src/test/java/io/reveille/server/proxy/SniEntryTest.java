/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.TlsIdentity;
import io.reveille.server.registry.IpLiterals;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients that name their service by TLS. */
@ExtendWith(NoLeaks.class)
class SniEntryTest {

    private TestServer server;
    private WebService web;
    private FleetCa ca;
    private Path files;

    @BeforeEach
    void start(@TempDir Path home, @TempDir Path folder) throws Exception {
        files = folder;
        ca = FleetCa.create("browsers", Instant.now());
        issue("*.gw7.fleet.test").store(folder.resolve("tls.key"), folder.resolve("tls.pem"));
        writeCa();
        web = new WebService();
        server = new TestServer(home, TestServer.options().with(entries()));
        server.gateway("gw7", Map.of("web", web.address()));
    }

    private WebOptions entries() {
        return new WebOptions(
                Optional.empty(),
                0,
                new SniOptions(
                        Optional.of(new InetSocketAddress(IpLiterals.parse("127.0.0.1"), 0)),
                        Optional.of(files.resolve("tls.pem")),
                        Optional.of(files.resolve("tls.key")),
                        Optional.empty(),
                        Set.of("https"),
                        Set.of()));
    }

    private TlsIdentity issue(String name) {
        return ca.issueServer(List.of(name), List.of(), Instant.now(), Duration.ofDays(1));
    }

    private void writeCa() throws Exception {
        String base64 = Base64.getMimeEncoder().encodeToString(ca.certificate().getEncoded());
        Files.writeString(
                files.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    @AfterEach
    void stop() {
        server.close();
        web.close();
    }

    private static InetSocketAddress address(TestServer of) {
        return of.proxy.entries().get("sni");
    }

    private String curl(TestServer of, String name, String... more) throws Exception {
        String[] all = new String[more.length + 5];
        all[0] = "--connect-to";
        all[1] = "::127.0.0.1:" + address(of).getPort();
        all[2] = "--cacert";
        all[3] = files.resolve("ca.pem").toString();
        all[4] = "https://" + name + "/count";
        System.arraycopy(more, 0, all, 5, more.length);
        return Curl.run(all);
    }

    @Test
    void curl_is_served_by_both_versions_of_http_behind_the_fleets_certificate() throws Exception {
        String url = "https://web.gw7.fleet.test/x";
        assertThat(curl(server, "web.gw7.fleet.test", url, "--http2", "-w", "v%{http_version}\n"))
                .contains("0 octets\n", "GET /x\n", "proto=https", "v2\n");
        assertThat(curl(server, "web.gw7.fleet.test", url, "--http1.1", "-w", "v%{http_version}\n"))
                .contains("0 octets\n", "GET /x\n", "proto=https", "v1.1\n");
    }

    @Test
    void requests_one_after_the_other_by_http_2_share_a_connection_to_the_service()
            throws Exception {
        String url = "https://web.gw7.fleet.test/from";

        String said = curl(server, "web.gw7.fleet.test", "--http2", url, url, url);

        assertThat(said.lines().filter(line -> line.startsWith("from ")))
                .hasSize(3)
                .containsOnly(said.lines().skip(1).findFirst().orElseThrow());
    }

    @Test
    void large_bodies_go_both_ways_by_http_2() throws Exception {
        Path file = files.resolve("large");
        Files.write(file, new byte[20_000_000]);
        Path back = files.resolve("back");

        assertThat(curl(server, "web.gw7.fleet.test", "--http2", "-T", file.toString()))
                .contains("20000000 octets");
        Curl.run(
                "--http2",
                "--parallel",
                "--connect-to",
                "::127.0.0.1:" + address(server).getPort(),
                "--cacert",
                files.resolve("ca.pem").toString(),
                "https://web.gw7.fleet.test/stream?10000000",
                "-o",
                back.toString(),
                "https://web.gw7.fleet.test/stream?9000000",
                "-o",
                back + "2");
        assertThat(back).hasSize(10_000_000);
        assertThat(Path.of(back + "2")).hasSize(9_000_000);
    }

    @Test
    void a_service_that_speaks_tls_itself_is_passed_through_end_to_end() throws Exception {
        HttpsServer https =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        https.setHttpsConfigurator(new HttpsConfigurator(context(issue("https.gw8.fleet.test"))));
        https.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 3);
                    exchange.getResponseBody().write("own".getBytes(StandardCharsets.US_ASCII));
                    exchange.close();
                });
        https.start();
        try {
            server.gateway("gw8", Map.of("https", https.getAddress()));
            assertThat(curl(server, "https.gw8.fleet.test")).isEqualTo("own");
        } finally {
            https.stop(0);
        }
    }

    private static SSLContext context(TlsIdentity identity) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "x",
                identity.privateKey(),
                new char[0],
                identity.chain().toArray(new Certificate[0]));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void what_is_no_tls_is_cut_off() throws Exception {
        try (Socket client = new Socket(address(server).getAddress(), address(server).getPort())) {
            client.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(client.getInputStream().readAllBytes())
                    .containsExactly(21, 3, 3, 0, 2, 2, 50);
        }
    }

    @Test
    void a_stranger_cannot_tell_what_there_is_and_a_user_is_told(@TempDir Path home)
            throws Exception {
        try (TestServer strict =
                new TestServer(
                        home,
                        TestServer.options("10.0.0.0/8", Duration.ofSeconds(5), 5).with(entries()),
                        ClientAuthority.NOBODY)) {
            TestGateway gateway = strict.gateway("gw7", Map.of("web", web.address()));
            String there = curl(strict, "web.gw7.fleet.test", "-i");
            String nowhere = curl(strict, "none.gw7.fleet.test", "-i", "-u", "a:b");

            assertThat(there)
                    .startsWith("HTTP/2 401")
                    .contains("www-authenticate: Basic", "www-authenticate: Bearer");
            assertThat(nowhere).isEqualTo(there);
            assertThat(gateway.signals).hasValue(0);
        }
    }
}
