/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.cli.demo.DemoSite;
import io.reveille.cli.demo.Distribution;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Clients that nobody here wrote, through one running fleet. */
class RealClientsTest implements PortClients, ForwardClients, GatewayClients, OpenedClients {
    @TempDir static Path folder;
    private static final UdpServers UDP = new UdpServers();
    private static Terminal terminal;
    private static int connectPort;
    private static int socksPort;

    @RegisterExtension
    static final Site SITE =
            new Site(RealClientsTest::services, RealClientsTest::entries, GatewayClients.SETTINGS);

    private static Map<String, String> services() throws IOException {
        terminal = Terminal.start();
        Map<String, String> services = new HashMap<>(terminal.services());
        services.put("locked", services.get("http"));
        services.put("asked", services.get("http"));
        services.put("coap", UDP.coap());
        services.put("snmp", UDP.snmp());
        return services;
    }

    private static Map<String, String> entries() throws IOException {
        try (ServerSocket connect = Terminal.free();
                ServerSocket socks = Terminal.free()) {
            connectPort = connect.getLocalPort();
            socksPort = socks.getLocalPort();
        }
        return Map.of(
                "client.allow",
                "127.0.0.1/32",
                "connect.port",
                String.valueOf(connectPort),
                "connect.trusted",
                "127.0.0.0/8",
                "socks.port",
                String.valueOf(socksPort),
                "socks.trusted",
                "127.0.0.0/8");
    }

    @AfterAll
    static void stop_the_terminal() throws IOException {
        terminal.close();
        UDP.close();
    }

    @Override
    public Site site() {
        return SITE;
    }

    @Override
    public Terminal terminal() {
        return terminal;
    }

    @Override
    public String connectEntry() {
        return "127.0.0.1:" + connectPort;
    }

    @Override
    public String socksEntry() {
        return "127.0.0.1:" + socksPort;
    }

    @Test
    void dig_gets_the_proxys_address_and_port() throws Exception {
        String dig = Programs.require("dig");
        var dns = SITE.dns();
        Programs.Result answer =
                Programs.run(
                        List.of(
                                dig,
                                "+short",
                                "@127.0.0.1",
                                "-p",
                                String.valueOf(dns.getPort()),
                                "SRV",
                                "_http._tcp." + DemoSite.GATEWAY + "." + SITE.zone()));
        assertThat(answer.text().trim())
                .matches("0 0 " + SITE.address("http").getPort() + " proxy\\..+");
    }

    @Test
    void curl_fetches_the_page() throws Exception {
        String curl = Programs.require("curl");
        String name = DemoSite.GATEWAY + "." + SITE.zone();
        Programs.Result fetched =
                Programs.run(
                        List.of(
                                curl,
                                "-s",
                                "--max-time",
                                "60",
                                "--connect-to",
                                name + ":80:127.0.0.1:" + SITE.address("http").getPort(),
                                "http://" + name + "/"));
        assertThat(fetched.exitCode()).as(fetched.errors()).isZero();
        assertThat(fetched.octets()).isEqualTo(terminal.page());
    }

    @Test
    void a_coap_client_finds_the_services_resources() throws Exception {
        String coap = Programs.require("coap-client-notls");
        UDP.startCoap(folder);
        int port = udpPort("coap");
        Programs.Result found =
                Programs.run(
                        List.of(
                                coap,
                                "-m",
                                "get",
                                "-B",
                                "60",
                                "coap://127.0.0.1:" + port + "/.well-known/core"));
        assertThat(found.exitCode()).as(found.errors()).isZero();
        assertThat(found.text()).contains("</time>", "Internal Clock");
    }

    @Test
    void snmpget_reads_where_the_terminal_is() throws Exception {
        String snmpget = Programs.require("snmpget");
        UDP.startSnmp(folder);
        Programs.Result got =
                Programs.run(
                        List.of(
                                snmpget,
                                "-v2c",
                                "-c",
                                UdpServers.COMMUNITY,
                                "-t",
                                "10",
                                "-r",
                                "5",
                                "-On",
                                "127.0.0.1:" + udpPort("snmp"),
                                "1.3.6.1.2.1.1.6.0"));
        assertThat(got.exitCode()).as(got.errors()).isZero();
        assertThat(got.text()).contains(UdpServers.LOCATION);
    }

    /** As DNS tells it. */
    private static int udpPort(String service) throws Exception {
        Programs.Result answer =
                Programs.run(
                        List.of(
                                Programs.require("dig"),
                                "+short",
                                "@127.0.0.1",
                                "-p",
                                String.valueOf(SITE.dns().getPort()),
                                "SRV",
                                "_" + service + "._udp." + DemoSite.GATEWAY + "." + SITE.zone()));
        return Integer.parseInt(answer.text().split(" ", -1)[2]);
    }

    @Test
    void ssh_logs_in_and_copies_by_proxy_command() throws Exception {
        String ssh = Programs.require("ssh");
        try (Sshd sshd = Sshd.start(folder, terminal.sshPort())) {
            List<String> command = new ArrayList<>(List.of(ssh));
            command.addAll(sshd.clientOptions());
            command.addAll(
                    List.of(
                            "-o",
                            "ProxyCommand=" + String.join(" ", connect()),
                            "-l",
                            sshd.user(),
                            DemoSite.GATEWAY,
                            "cat; echo from the terminal"));
            Programs.Result said = Programs.run(command);
            assertThat(said.exitCode()).as(said.errors()).isZero();
            assertThat(said.text().trim()).isEqualTo("from the terminal");
        }
    }

    @Test
    void a_local_forward_carries_a_web_client() throws Exception {
        List<String> command =
                new ArrayList<>(
                        Distribution.running()
                                .cli(
                                        "connect",
                                        "--home",
                                        SITE.demo().serverDirectory().toString(),
                                        DemoSite.GATEWAY,
                                        "http",
                                        "-L",
                                        "0"));
        Process forward =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var reader = forward.inputReader()) {
            String line = reader.readLine();
            assertThat(line).startsWith("listening on 127.0.0.1:");
            URI uri = URI.create("http://" + line.substring("listening on ".length()) + "/");
            HttpResponse<byte[]> response =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(uri).build(),
                                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(response.body()).isEqualTo(terminal.page());
        } finally {
            forward.destroy();
            forward.waitFor();
        }
    }

    @Test
    void the_command_line_shows_the_device_and_its_services() throws Exception {
        Programs.Result devices =
                Programs.run(
                        Distribution.running()
                                .cli(
                                        "devices",
                                        "--home",
                                        SITE.demo().serverDirectory().toString()));
        assertThat(devices.exitCode()).as(devices.errors()).isZero();
        assertThat(devices.text()).contains("GATEWAY", DemoSite.GATEWAY, "ACTIVE", "http:", "ssh:");
    }

    private static List<String> connect() throws IOException {
        List<String> command =
                Distribution.running()
                        .cli(
                                "connect",
                                "--home",
                                SITE.demo().serverDirectory().toString(),
                                DemoSite.GATEWAY,
                                "ssh",
                                "--stdio");
        Path script = folder.resolve("connect.sh");
        StringBuilder text = new StringBuilder("#!/bin/sh\nexec");
        command.forEach(word -> text.append(" '").append(word).append('\''));
        Files.writeString(script, text + "\n");
        return List.of("/bin/sh", script.toString());
    }
}
