/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.reveille.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** BIND is the parent and the name server of the zone; the server's API is a stand-in. */
class DoctorCommandTest {
    private static final String DS = "11111 13 2 " + "AB".repeat(32);
    private static final String OTHER_DS = "22222 13 2 " + "CD".repeat(32);

    @TempDir Path home;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer api;
    private Process named;
    private int port;
    private String nameServers = "\"ns.fleet.test\"";
    private String ds = DS;

    @BeforeEach
    void start() throws Exception {
        String program =
                Stream.of("/usr/sbin/named", "/usr/bin/named", "/usr/local/sbin/named")
                        .filter(path -> Files.isExecutable(Path.of(path)))
                        .findFirst()
                        .orElse("");
        assumeTrue(
                !program.isEmpty(),
                "SKIPPED: no named on this machine (Debian: apt-get install bind9)");
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Files.writeString(
                home.resolve("named.conf"),
                """
                options { directory "%1$s"; pid-file none; session-keyfile none; recursion no;
                  dnssec-validation no; listen-on port %2$d { 127.0.0.1; }; listen-on-v6 { none; }; };
                controls { };
                zone "test" { type primary; file "test.zone"; };
                zone "fleet.test" { type primary; file "fleet.zone"; };
                """
                        .formatted(home, port));
        Files.writeString(
                home.resolve("test.zone"),
                """
                $TTL 60
                @ SOA ns hostmaster 1 3600 600 86400 60
                @ NS ns
                ns A 127.0.0.1
                fleet NS ns.fleet
                ns.fleet A 127.0.0.1
                fleet DS %s
                """
                        .formatted(DS));
        Files.writeString(
                home.resolve("fleet.zone"),
                """
                $TTL 60
                @ SOA ns hostmaster 17 3600 600 86400 60
                @ NS ns
                ns A 127.0.0.1
                """);
        named =
                new ProcessBuilder(program, "-g", "-n", "1", "-c", home.resolve("named.conf") + "")
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("named.log").toFile())
                        .start();
        awaitNamed();
        startApi();
    }

    private void awaitNamed() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < deadline && named.isAlive()) {
            try {
                NameServerAsker.ask(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        true,
                        Name.fromString("fleet.test."),
                        Type.SOA);
                return;
            } catch (IOException notYet) {
                named.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
        throw new AssertionError(Files.readString(home.resolve("named.log")));
    }

    private void startApi() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        api.createContext(
                "/api/v1/dns",
                exchange -> {
                    byte[] body =
                            ("{\"zone\":\"fleet.test\",\"signed\":true,\"serial\":17,\"listens\":[],\"secondaries\":[],\"nameServers\":["
                                            + nameServers
                                            + "],\"keys\":[{\"tag\":11111,\"state\":\"active\",\"ds\":\"fleet.test. 300 IN DS "
                                            + ds
                                            + "\"}]}")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        api.start();
        Files.createDirectories(home.resolve("run"));
        Files.writeString(
                home.resolve("run").resolve("api.json"),
                "{\"url\":\"http://127.0.0.1:%d\",\"token\":\"t\",\"zone\":\"fleet.test\",\"dns\":\"127.0.0.1:%d\"}"
                        .formatted(api.getAddress().getPort(), port));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (api != null) {
            api.stop(0);
        }
        if (named != null) {
            named.destroy();
            if (!named.waitFor(5, TimeUnit.SECONDS)) {
                named.destroyForcibly();
            }
        }
    }

    @Test
    void says_that_all_is_well_and_then_what_is_not() {
        assertThat(run()).as(out + "" + err).isZero();
        assertThat(states()).contains("server OK", "delegation OK", "ds OK", "ns.fleet.test OK");

        ds = OTHER_DS;
        nameServers = "\"ns.fleet.test\",\"ns2.example.net\"";
        assertThat(run()).isEqualTo(1);
        assertThat(states()).contains("delegation FAILED", "ds FAILED", "ns.fleet.test OK");
        assertThat(out.toString()).contains("trust-anchor", "name.servers");

        named.destroy();
        assertThat(named.onExit().join().isAlive()).isFalse();
        assertThat(run()).isEqualTo(1);
        assertThat(states()).contains("server FAILED", "delegation FAILED");
    }

    private int run() {
        out.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(
                        "doctor",
                        "dns",
                        "--json",
                        "--home",
                        home.toString(),
                        "--parent",
                        "127.0.0.1:" + port,
                        "--port",
                        Integer.toString(port));
    }

    private List<String> states() {
        JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
        return report.getAsJsonArray("checks").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(c -> c.get("check").getAsString() + " " + c.get("state").getAsString())
                .toList();
    }
}
