/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The main job over a carrier's NAT, with real clients, and a recording at the carrier's edge. */
@Tag("lab")
class CarrierMainJobTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int APPLICATION_DATA = 23;

    /** Longer than anything that the product does now and then. */
    private static final Duration QUIET = Duration.ofSeconds(8);

    @RegisterExtension static final Product PRODUCT = new Product();

    private static CarrierNetwork network;
    private static LabSite site;

    @BeforeAll
    static void remember() {
        site = PRODUCT.site();
        network = site.network();
    }

    @Test
    void one_short_message_opens_a_tunnel_of_which_the_carrier_sees_tls_alone() throws IOException {
        assertNothingGetsIn();
        try (Capture edge =
                        Capture.start(network.run(), "edge", network.carrier().namespace(), "wan");
                Capture inside =
                        Capture.start(network.run(), "inside", network.device().namespace(), "lo");
                Capture messages = messages("one")) {
            LabProcess drip = site.client().startCurl("/drip?" + Terminal.MARKER);
            await().atMost(Product.LIMIT).until(() -> drip.said().contains(Terminal.MARKER));
            assertNothingGetsIn();
            drip.close();
            PRODUCT.awaitNoTunnel();
            assertNothingGetsIn();

            assertThat(submitted(messages)).isEqualTo(1);
            assertEveryStepOf(lastSession());
            assertOnlyTls(edge, inside);
        }
    }

    @Test
    void an_idle_gateway_hangs_up_and_costs_no_packet_any_more() {
        try (Capture edge =
                Capture.start(network.run(), "idle", network.carrier().namespace(), "wan")) {
            assertThat(site.client().curl("/").expected().text()).contains(Terminal.MARKER);
            PRODUCT.awaitNoTunnel();
            await().atMost(Product.LIMIT)
                    .during(QUIET)
                    .until(() -> edge.packets(""), new Unchanged()::holds);
            assertThat(edge.packets("tcp[tcpflags] & (tcp-fin|tcp-rst) != 0")).isPositive();
        }
        assertThat(lastSession().get("outcome").getAsString()).isEqualTo("COMPLETED");
    }

    @Test
    void a_scan_of_the_proxys_ports_sends_no_message() {
        int sessions = site.server().api().sessions().size();
        try (Capture messages = messages("scan");
                Capture edge =
                        Capture.start(
                                network.run(), "scan-edge", network.carrier().namespace(), "wan")) {
            for (String ports : List.of("4433-4434", "5300", "20000-20019")) {
                network.stranger()
                        .run(Product.LIMIT, "", "nc", "-z", "-w", "1", CarrierNetwork.PROXY, ports);
                network.stranger()
                        .run(
                                Product.LIMIT,
                                "GET / HTTP/1.0\r\n\r\n",
                                "nc",
                                "-w",
                                "1",
                                CarrierNetwork.PROXY,
                                ports.replaceFirst("-.*", ""));
            }
            await().atMost(Product.LIMIT)
                    .during(QUIET)
                    .until(() -> submitted(messages) == 0 && dials(edge) == 0);
        }
        List<JsonObject> now = site.server().api().sessions();
        assertThat(now.subList(0, now.size() - sessions))
                .as("the record of those who were turned away")
                .isNotEmpty()
                .allSatisfy(
                        session -> {
                            assertThat(session.get("outcome").getAsString()).isEqualTo("REFUSED");
                            assertThat(ServerApi.steps(session)).doesNotContain("D");
                        });
        assertThat(site.client().curl("/").expected().text()).contains(Terminal.MARKER);
    }

    @Test
    void a_megabyte_each_way_arrives_whole_through_loss_and_delay() throws Exception {
        network.link().delay(Duration.ofMillis(120));
        network.link().loss(1);
        Path sent = network.run().file("sent.bin");
        Path received = network.run().file("received.bin");
        byte[] random = new byte[MEGABYTE];
        new Random(20261122).nextBytes(random);
        Files.write(sent, random);

        site.client().echo(sent, received).expected();

        assertThat(Digests.sha256(received)).isEqualTo(Digests.sha256(sent));
        await().atMost(Product.LIMIT)
                .until(() -> !lastSession().get("outcome").getAsString().equals("OPEN"));
        assertThat(lastSession().get("octetsDown").getAsLong()).isGreaterThan(MEGABYTE);
        assertThat(lastSession().get("octetsUp").getAsLong()).isGreaterThan(MEGABYTE);
    }

    @Test
    void a_reset_of_the_nat_that_the_device_is_told_ends_the_session_at_both_ends() {
        theSessionEndsWhen(() -> network.carrier().reset(CarrierNat.Forgotten.RESET));
    }

    @Test
    void a_reset_of_the_nat_that_nobody_is_told_ends_the_session_at_both_ends() {
        theSessionEndsWhen(() -> network.carrier().reset(CarrierNat.Forgotten.DROPPED));
    }

    @Test
    void another_address_of_the_device_ends_the_session_at_both_ends() {
        try {
            theSessionEndsWhen(() -> network.device().changeAddress("100.64.9.9"));
        } finally {
            network.device().changeAddress(Device.FIRST_ADDRESS);
        }
    }

    @Test
    void a_reset_of_the_nat_between_two_clients_costs_the_second_time_but_not_its_answer() {
        assertThat(site.client().curl("/").expected().text()).contains(Terminal.MARKER);
        network.carrier().reset(CarrierNat.Forgotten.DROPPED);
        // the gateway hangs up after its idle time, and the proxy does not hear of it
        await().atMost(Product.LIMIT).until(() -> network.device().openConnections().isBlank());
        assertThat(PRODUCT.proxysTunnels()).isNotBlank();

        try (Capture messages = messages("second")) {
            assertThat(site.client().curl("/").expected().text()).contains(Terminal.MARKER);
            assertThat(submitted(messages)).isEqualTo(1);
        }
    }

    /**
     * A session that the carrier breaks: both ends find out, the record says so, the gateway dials
     * again without being asked, and the next client is served.
     */
    private static void theSessionEndsWhen(Runnable carrierBreaksIt) {
        try (Capture messages = messages("break");
                Capture edge =
                        Capture.start(
                                network.run(), "again", network.carrier().namespace(), "wan")) {
            LabProcess client = site.client().startCurl("/drip");
            await().atMost(Product.LIMIT).until(() -> client.said().contains(Terminal.MARKER));

            carrierBreaksIt.run();

            await().atMost(Product.LIMIT).until(() -> !client.isAlive());
            await().atMost(Product.LIMIT)
                    .until(() -> lastSession().get("outcome").getAsString().equals("TUNNEL_LOST"));
            assertThat(lastSession().get("reason").getAsString())
                    .startsWith("the tunnel was lost: ");
            await().atMost(Product.LIMIT).until(() -> dials(edge) >= 2);
            assertThat(submitted(messages)).isEqualTo(1);
        }
        assertThat(site.isUp()).isTrue();
        assertThat(site.client().curl("/").expected().text()).contains(Terminal.MARKER);
    }

    /**
     * E and G run side by side (wire.md section 3), and D has an entry when sent and when taken.
     */
    private static void assertEveryStepOf(JsonObject session) {
        assertThat(ServerApi.steps(session)).matches("ABCD[DEFGH]+I").contains("E", "F", "G", "H");
    }

    private static void assertNothingGetsIn() {
        long refused = network.carrier().inboundRefused();
        List<Integer> ports =
                new java.util.ArrayList<>(
                        network.carrier()
                                .publicPorts(CarrierNetwork.PROXY, FleetServer.TUNNEL_PORT));
        ports.add(Terminal.PORT);
        for (int port : ports) {
            assertThat(Peers.connects(network.client(), network.carrier().address(), port))
                    .isFalse();
            assertThat(Peers.connects(network.proxy(), network.carrier().address(), port))
                    .isFalse();
        }
        assertThat(network.carrier().inboundRefused())
                .isGreaterThanOrEqualTo(refused + 2L * ports.size());
    }

    private static void assertOnlyTls(Capture edge, Capture inside) throws IOException {
        edge.close();
        inside.close();
        assertThat(
                        edge.packets(
                                "not (tcp and host "
                                        + CarrierNetwork.PROXY
                                        + " and port "
                                        + FleetServer.TUNNEL_PORT
                                        + ") and not ("
                                        + "tcp[tcpflags] & tcp-syn != 0 and dst host "
                                        + network.carrier().address()
                                        + ")"))
                .as("packets of anything but the tunnel, and but the attempts to get in")
                .isZero();
        List<byte[]> streams = TlsStreams.of(edge.file());
        assertThat(streams).as("one connection, two directions").hasSize(2);
        assertThat(streams)
                .allSatisfy(
                        stream ->
                                assertThat(TlsStreams.recordTypes(stream))
                                        .contains(APPLICATION_DATA));
        for (String readable :
                List.of(Terminal.MARKER, "Reveille", "reveille-h2", "HTTP/", FleetGateway.NAME)) {
            assertThat(text(edge)).doesNotContain(readable);
        }
        assertThat(text(inside))
                .as("the same search where it is to find something")
                .contains(Terminal.MARKER, "HTTP/");
    }

    private static String text(Capture capture) throws IOException {
        return new String(Files.readAllBytes(capture.file()), StandardCharsets.ISO_8859_1);
    }

    /** How many connections devices have begun. */
    private static long dials(Capture edge) {
        return edge.packets(
                "src host "
                        + network.carrier().address()
                        + " and tcp[tcpflags] & (tcp-syn|tcp-ack) = tcp-syn");
    }

    private static JsonObject lastSession() {
        return site.server().api().sessions().get(0);
    }

    private static Capture messages(String name) {
        return Capture.start(network.run(), "smpp-" + name, network.smsCentre(), "smpp0");
    }

    /** How many short messages the server has given to the SMS centre. */
    private static long submitted(Capture messages) {
        return Programs.run(
                        List.of(
                                "tshark",
                                "-r",
                                messages.file().toString(),
                                "-d",
                                "tcp.port==" + RadioNetwork.SMPP + ",smpp",
                                "-Y",
                                "smpp.command_id == 0x00000004"),
                        "",
                        Product.LIMIT)
                .text()
                .lines()
                .count();
    }

    /** True when it is shown the same number as the time before. */
    private static final class Unchanged {
        private long before = -1;

        boolean holds(long now) {
            boolean same = now == before;
            before = now;
            return same;
        }
    }
}
