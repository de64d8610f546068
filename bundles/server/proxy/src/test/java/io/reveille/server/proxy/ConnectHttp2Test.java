/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reveille.crypto.FleetCa;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.Outcome;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** HTTP CONNECT by HTTP/2, with the client of Node.js. */
@ExtendWith(NoLeaks.class)
class ConnectHttp2Test {

    @TempDir static Path folder;
    private static People secure;
    private static People clear;

    @BeforeAll
    static void start(@TempDir Path one, @TempDir Path other) throws Exception {
        FleetCa ca = FleetCa.create("entries", Instant.now());
        ca.issueServer(List.of("proxy.test"), List.of(), Instant.now(), Duration.ofDays(1))
                .store(folder.resolve("key.pem"), folder.resolve("chain.pem"));
        secure =
                people(
                        one,
                        Optional.of(
                                new CertificateFiles(
                                        folder.resolve("chain.pem"), folder.resolve("key.pem"))));
        clear = people(other, Optional.empty());
    }

    private static People people(Path home, Optional<CertificateFiles> tls) throws Exception {
        ForwardPort port = new ForwardPort(IpLiterals.parse("127.0.0.1"), 0, List.of(), tls);
        return new People(
                home,
                TestServer.options("192.0.2.0/24", Duration.ofSeconds(20), 64)
                        .with(new ForwardOptions(Optional.of(port), Optional.empty())));
    }

    @AfterAll
    static void stop() throws Exception {
        secure.close();
        clear.close();
    }

    @Test
    void several_connections_share_one_until_their_user_is_revoked() throws Exception {
        List<String> seen = new ArrayList<>();
        Process node = node("https", secure, folder.resolve("chain.pem").toString(), "");
        try (BufferedReader lines = node.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                seen.add(line);
                if (line.equals("open x")) {
                    secure.server.registry.users().revoke("ada");
                }
            }
        }
        assertThat(node.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(seen)
                .as("%s", secure.server.registry.sessions().recent(10, Optional.empty()))
                .containsExactly(
                        "stranger 407 Say who you are.",
                        "elsewhere 403 you may not reach sink of gw8",
                        "no port 400 CONNECT asks for a name and a port.",
                        "GET 405 This proxy takes CONNECT alone.",
                        "echoes 1,100000,3000000",
                        "stalled true",
                        "meanwhile 2000000",
                        "open x",
                        "reset 10");
        assertThat(secure.ended("ada was revoked").outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void a_client_that_opens_and_resets_without_end_is_sent_away() throws Exception {
        Process node = node("http", clear, "", "4000");

        assertThat(node.inputReader().lines()).contains("goaway 11");
        assertThat(node.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static Process node(String scheme, People people, String ca, String resets)
            throws IOException {
        boolean there =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> new File(path, "node").canExecute());
        assumeTrue(there, "SKIPPED: node is not installed");
        InetSocketAddress address = people.server.proxy.entries().get("connect");
        ProcessBuilder node =
                new ProcessBuilder(
                        "timeout",
                        "60",
                        "node",
                        "src/test/resources/connect-h2.js",
                        scheme + "://127.0.0.1:" + address.getPort(),
                        ca,
                        People.BASIC,
                        resets);
        return node.redirectErrorStream(true).start();
    }
}
