/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.reveille.cli.Main;
import io.reveille.cli.demo.DemoSite;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the running server's DNS does, asked by dig. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DnsTest {
    private static final String LISTED = "127.0.0.3";
    private static final String DNS = "io.reveille.server.dns.cfg";
    private static final String OTHER = "127.0.0.4";
    private static final String NAME = "_echo._tcp." + DemoSite.GATEWAY + "." + DemoSite.ZONE;

    @RegisterExtension
    static final Site SITE =
            new Site(
                    () -> Map.of("echo", new EchoService().address()),
                    Map.of("budget.gateway.hour", "1"));

    @Test
    @Order(1)
    void a_lookup_wakes_for_listed_resolvers_alone_and_once_and_within_the_budget()
            throws Exception {
        lookUp(LISTED); // nobody is listed
        configure(DNS, "wake.resolvers=" + LISTED + "/32", "ttl.seconds=17");
        await().atMost(Site.LIMIT).until(() -> lookUp(OTHER).contains(" 17 IN SRV "));
        assertThat(SITE.sessions()).isEmpty();

        lookUp(LISTED);
        await().atMost(Site.LIMIT).until(() -> outcomes().equals(List.of("COMPLETED")));
        JsonObject wake = SITE.newest();
        assertThat(Site.steps(wake)).containsSubsequence("A", "B", "C", "D").contains("G", "H");
        assertThat(wake.get("client").getAsString()).contains(LISTED);

        lookUp(LISTED); // its tunnel is up
        exchange();
        await().atMost(Site.LIMIT)
                .until(() -> outcomes().equals(List.of("COMPLETED", "COMPLETED")));
        assertThat(Site.steps(SITE.newest())).contains("C", "I").doesNotContain("D");

        SITE.demo().killGateway();
        await().atMost(Site.LIMIT).until(() -> status().getAsJsonArray("tunnels").isEmpty());
        lookUp(LISTED);
        await().atMost(Site.LIMIT)
                .until(() -> outcomes().size() == 3 && !outcomes().get(0).equals("OPEN"));
        assertThat(SITE.newest().get("reason").getAsString()).contains("budget");
        assertThat(Site.steps(SITE.newest())).doesNotContain("D");
    }

    @Test
    @Order(2)
    void the_https_record_has_the_port_of_the_entry_by_tls_while_there_is_one() throws Exception {
        assertThat(https(DemoSite.GATEWAY)).isEmpty();
        Path folder = Files.createDirectories(SITE.demo().serverDirectory().resolve("tls"));
        WebCertificates.in(folder);
        configure(
                "io.reveille.server.proxy.cfg",
                "sni.listen=127.0.0.1",
                "sni.port=0",
                "sni.certificate=" + folder.resolve("tls.pem"),
                "sni.key=" + folder.resolve("tls.key"));

        await().atMost(Site.LIMIT).until(() -> !https(DemoSite.GATEWAY).isEmpty());
        String record = https(DemoSite.GATEWAY);
        assertThat(record).startsWith("1 . alpn=\"h2,http/1.1\" port=");
        assertThat(https("no-such-gateway")).isEqualTo(record);
        int port = Integer.parseInt(record.substring(record.lastIndexOf('=') + 1));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(socket.isConnected()).isTrue();
        }

        configure("io.reveille.server.proxy.cfg", "sni.port=-1");
        await().atMost(Site.LIMIT).until(() -> https(DemoSite.GATEWAY).isEmpty());
    }

    private static String https(String gateway) throws Exception {
        return dig("+short", "http." + gateway + "." + DemoSite.ZONE, "HTTPS").strip();
    }

    @Test
    @Order(3)
    void all_is_well_once_the_parent_has_the_records_that_the_doctor_prints(@TempDir Path folder)
            throws Exception {
        try (ParentZone parent = new ParentZone(folder)) {
            await().atMost(Site.LIMIT).until(() -> doctor(parent).contains("does not delegate"));
            List<String> records =
                    doctor(parent)
                            .lines()
                            .map(String::strip)
                            .filter(line -> line.startsWith("ns.") || line.startsWith("fleet."))
                            .distinct()
                            .toList();
            assertThat(records).hasSize(3);
            parent.put(records);

            await().atMost(Site.LIMIT)
                    .until(() -> doctor(parent).endsWith("The world finds the zone.\n"));
            assertThat(doctor(parent)).contains("has good signatures").doesNotContain("ADVICE");
        }
    }

    private static String doctor(ParentZone parent) {
        StringWriter out = new StringWriter();
        int exit =
                Main.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .execute(
                                "doctor",
                                "dns",
                                "--home",
                                SITE.demo().serverDirectory().toString(),
                                "--parent",
                                parent.address(),
                                "--port",
                                Integer.toString(SITE.dns().getPort()));
        assertThat(exit).isEqualTo(out.toString().contains("FAILED") ? 1 : 0);
        return out.toString();
    }

    @Test
    @Order(4)
    void a_cookie_is_taken_after_kill_9() throws Exception {
        String given = cookie("0123456789abcdef");
        assertThat(given).hasSize(48);

        SITE.demo().killServer();
        SITE.demo().startServer();

        assertThat(cookie(given)).isEqualTo(given);
    }

    /** The outcomes of all sessions, newest first. */
    private static List<String> outcomes() {
        return SITE.sessions().stream().map(s -> s.get("outcome").getAsString()).toList();
    }

    private static JsonObject status() {
        return SITE.demo().api().get("status").getAsJsonObject();
    }

    private static void exchange() throws IOException {
        try (Socket socket = SITE.connect("echo")) {
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("hello");
        }
    }

    /** The server takes its new settings by itself. */
    private static void configure(String name, String... lines) throws IOException {
        Path file = SITE.demo().serverDirectory().resolve("etc").resolve(name);
        List<String> all = new ArrayList<>(Files.readAllLines(file));
        all.addAll(List.of(lines));
        Files.write(file, all);
    }

    private static String lookUp(String asker) throws Exception {
        return dig("-b", asker, "+noall", "+answer", NAME, "SRV").replaceAll("\\s+", " ");
    }

    private static String cookie(String sent) throws Exception {
        return dig("+cookie=" + sent, NAME, "SRV")
                .lines()
                .filter(line -> line.startsWith("; COOKIE: ") && line.endsWith(" (good)"))
                .map(line -> line.split(" ", -1)[2])
                .findFirst()
                .orElse("");
    }

    private static String dig(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Programs.require("dig"),
                                "@127.0.0.1",
                                "-p",
                                Integer.toString(SITE.dns().getPort()),
                                "+time=3",
                                "+tries=3"));
        command.addAll(List.of(words));
        return Programs.run(command).text();
    }
}
