/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Out works, in does not, whatever is tried. */
@Tag("lab")
class CarrierNetworkTest {
    private static final int WEB = 8443;
    private static final int DEVICE_PORT = 9000;

    @RegisterExtension static final Lab LAB = new Lab();

    private static CarrierNetwork network;

    @BeforeAll
    static void start_a_listener_at_each_end() {
        network = LAB.network();
        Peers.echo(network, network.proxy(), WEB);
        Peers.echo(network, network.device().namespace(), DEVICE_PORT);
    }

    @Test
    void the_device_reaches_the_internet_under_the_carriers_address() {
        Capture capture = Capture.start(network.run(), "outbound", network.inet(), "i-cgn");

        assertThat(Peers.talk(network.device().namespace(), CarrierNetwork.PROXY, WEB, "hello"))
                .isEqualTo("hello");

        capture.close();
        assertThat(capture.packets("src host " + CarrierNat.FIRST_ADDRESS + " and tcp"))
                .isPositive();
        assertThat(capture.packets("net " + AddressRange.DEVICES.name())).isZero();
    }

    @Test
    void the_devices_listener_answers_within_the_carriers_network() {
        assertThat(
                        Peers.talk(
                                network.carrier().namespace(),
                                Device.FIRST_ADDRESS,
                                DEVICE_PORT,
                                "near"))
                .isEqualTo("near");
    }

    @Test
    void nobody_reaches_the_carriers_address_from_the_internet() {
        long before = network.carrier().inboundRefused();
        for (Namespace somewhere :
                new Namespace[] {network.client(), network.proxy(), network.stranger()}) {
            assertThat(Peers.connects(somewhere, CarrierNat.FIRST_ADDRESS, DEVICE_PORT)).isFalse();
        }
        assertThat(network.carrier().inboundRefused()).isGreaterThanOrEqualTo(before + 3);
    }

    @Test
    void nobody_reaches_the_device_even_with_a_route_to_it() {
        network.inet()
                .ip(
                        "route add "
                                + AddressRange.DEVICES.name()
                                + " via "
                                + CarrierNat.FIRST_ADDRESS);
        try {
            assertThat(Peers.connects(network.proxy(), Device.FIRST_ADDRESS, DEVICE_PORT))
                    .isFalse();
            assertThat(Peers.connects(network.client(), Device.FIRST_ADDRESS, DEVICE_PORT))
                    .isFalse();
        } finally {
            network.inet().ip("route del " + AddressRange.DEVICES.name());
        }
    }

    @Test
    void nobody_reaches_the_device_by_the_port_of_a_connection_that_it_has() {
        try (Conversation held = Conversation.open(network, WEB)) {
            held.exchange("mine");
            int port =
                    network.carrier().publicPorts(CarrierNetwork.PROXY, WEB).stream()
                            .findFirst()
                            .orElseThrow();

            assertThat(Peers.connects(network.client(), CarrierNat.FIRST_ADDRESS, port)).isFalse();
            assertThat(Peers.connects(network.proxy(), CarrierNat.FIRST_ADDRESS, port)).isFalse();

            held.exchange("still mine");
        }
    }

    @Test
    void the_way_of_short_messages_is_no_way_for_ip() {
        assertThat(Peers.connects(network.smsCentre(), "10.255.0.2", WEB)).isTrue();
        network.device()
                .namespace()
                .ip("route add 10.255.0.0/30 via " + CarrierNetwork.SMS_CENTRE_FOR_MODEM);
        try {
            assertThat(Peers.connects(network.device().namespace(), "10.255.0.2", WEB)).isFalse();
        } finally {
            network.device().namespace().ip("route del 10.255.0.0/30");
        }
    }

    @Test
    void what_is_idle_is_forgotten_within_a_minute() {
        try (Conversation held = Conversation.open(network, WEB)) {
            held.exchange("hello");
            int port = network.carrier().publicPorts(CarrierNetwork.PROXY, WEB).get(0);
            String entry =
                    network.carrier()
                            .namespace()
                            .output(
                                    "conntrack",
                                    "-L",
                                    "-p",
                                    "tcp",
                                    "--reply-port-dst",
                                    String.valueOf(port));
            assertThat(entry).contains("ESTABLISHED");
            Duration left = Duration.ofSeconds(Long.parseLong(entry.split("\\s+")[2]));
            assertThat(left).isLessThanOrEqualTo(Duration.ofSeconds(60));
        }
    }
}
