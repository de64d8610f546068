/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The main job over IPsec: strongSwan at the proxy and at the device, told by the product. */
@Tag("lab")
class IpsecMainJobTest {
    private static final int SIZE = 4 << 20;

    private static StrongSwan atProxy;
    private static StrongSwan atDevice;

    @RegisterExtension static final Product PRODUCT = new Product(IpsecMainJobTest::prepare);

    private static void prepare(
            CarrierNetwork network, Map<String, String> proxy, Map<String, String> gateway) {
        Lab.requireStrongSwan("IpsecMainJobTest");
        List<StrongSwan> ends = StrongSwan.atBothEnds(network, proxy, gateway);
        atProxy = ends.get(0);
        atDevice = ends.get(1);
        proxy.put("rendezvous.timeout", "20");
    }

    private static CarrierNetwork network() {
        return PRODUCT.site().network();
    }

    private static JsonObject lastSession() {
        return PRODUCT.site().server().api().sessions().get(0);
    }

    private static void awaitNoIpsec() {
        PRODUCT.awaitNoTunnel();
        await().atMost(Product.LIMIT)
                .until(() -> atProxy.tunnels() == 0 && atDevice.tunnels() == 0);
    }

    @Test
    void the_carrier_sees_ike_and_esp_in_udp_alone_and_nothing_stays_behind() {
        try (Capture edge =
                Capture.start(network().run(), "edge", network().carrier().namespace(), "wan")) {
            assertThat(PRODUCT.site().client().curl("/").expected().text())
                    .contains(Terminal.MARKER);
            assertThat(atProxy.tunnels()).isEqualTo(1);
            awaitNoIpsec();

            assertThat(edge.packets("udp port 4500")).isGreaterThan(10);
            assertThat(edge.packets("not udp port 4500 and not udp port 500")).isZero();
        }
        assertThat(ServerApi.steps(lastSession())).matches("ABCD[DEFGH]+I");
        assertThat(lastSession().get("outcome").getAsString()).isEqualTo("COMPLETED");
    }

    @Test
    void megabytes_each_way_arrive_whole_through_loss_and_delay() throws Exception {
        network().link().delay(Duration.ofMillis(60));
        network().link().loss(1);
        Path sent = network().run().file("sent.bin");
        Path received = network().run().file("received.bin");
        byte[] random = new byte[SIZE];
        new Random(20261123).nextBytes(random);
        Files.write(sent, random);

        PRODUCT.site().client().echo(sent, received).expected();

        assertThat(Digests.sha256(received)).isEqualTo(Digests.sha256(sent));
    }

    @Test
    void a_session_outlives_another_address_of_the_device() {
        try (LabProcess curl = PRODUCT.site().client().startCurl("/drip?40")) {
            await().atMost(Product.LIMIT).until(() -> curl.said().contains(Terminal.MARKER));

            network().device().changeAddress("100.64.7.7");

            await().atMost(Product.LIMIT).until(() -> !curl.isAlive());
            assertThat(curl.exitCode()).isZero();
        } finally {
            network().device().changeAddress(Device.FIRST_ADDRESS);
        }
        assertThat(lastSession().get("outcome").getAsString()).isEqualTo("COMPLETED");
    }

    @Test
    void a_tunnel_that_the_nat_forgot_is_dialled_again_without_another_access_request() {
        redialsAfter(() -> network().carrier().reset(CarrierNat.Forgotten.DROPPED));
    }

    @Test
    void a_tunnel_is_dialled_again_when_the_carriers_public_address_changes() {
        try {
            redialsAfter(() -> network().carrier().changeAddress("192.0.2.99"));
        } finally {
            network().carrier().changeAddress(CarrierNat.FIRST_ADDRESS);
        }
    }

    @Test
    void certificates_serve_in_place_of_a_key() {
        PRODUCT.site().gateway().set("ipsec.authentication", "certificate");
        try {
            await().atMost(Product.LIMIT)
                    .untilAsserted(
                            () -> {
                                assertThat(PRODUCT.site().client().curl("/").expected().text())
                                        .contains(Terminal.MARKER);
                                assertThat(atProxy.state()).contains("CN=" + FleetGateway.NAME);
                            });
            assertThat(lastSession().get("outcome").getAsString()).isEqualTo("COMPLETED");
        } finally {
            PRODUCT.site().gateway().set("ipsec.authentication", "psk");
        }
    }

    private static void redialsAfter(Runnable disturbance) {
        long asked;
        try (LabProcess curl = PRODUCT.site().client().startCurl("/drip?600")) {
            await().atMost(Product.LIMIT).until(() -> curl.said().contains(Terminal.MARKER));
            asked = accessRequests();

            disturbance.run();

            await().atMost(Product.LIMIT).until(() -> !curl.isAlive());
            assertThat(curl.exitCode()).isNotZero();
        }
        assertThat(PRODUCT.site().client().curl("/").expected().text()).contains(Terminal.MARKER);
        assertThat(accessRequests()).isEqualTo(asked);
        assertThat(
                        PRODUCT.site().server().api().sessions().stream()
                                .map(session -> session.get("reason").getAsString()))
                .anyMatch(reason -> reason.startsWith("the tunnel was lost: "));
        awaitNoIpsec();
    }

    /** How many the server has sent, by its own records. */
    private static long accessRequests() {
        return PRODUCT.site().server().api().sessions().stream()
                .filter(session -> ServerApi.steps(session).contains("D"))
                .count();
    }

    @Test
    void where_ipsec_does_not_come_up_nothing_else_is_tried() {
        awaitNoIpsec();
        network()
                .carrier()
                .namespace()
                .nft(
                        """
                        table ip deaf {
                          chain forward {
                            type filter hook forward priority -10;
                            udp dport 500 drop
                          }
                        }""");
        try (Capture edge =
                Capture.start(network().run(), "no-ike", network().carrier().namespace(), "lan")) {
            assertThat(PRODUCT.site().client().curl("/").exitCode()).isNotZero();

            assertThat(edge.packets("udp port 500")).isPositive();
            assertThat(edge.packets("tcp")).isZero();
        } finally {
            network().carrier().namespace().nft("delete table ip deaf");
        }
        assertThat(lastSession().get("outcome").getAsString()).isEqualTo("GATEWAY_UNREACHABLE");
    }
}
