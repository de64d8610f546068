/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the lab does to a connection on command is what a carrier does. */
@Tag("lab")
class DisturbanceTest {
    private static final int ECHO = 8443;
    private static final int FILE = 8444;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension static final Lab LAB = new Lab();

    private static CarrierNetwork network;

    @BeforeAll
    static void start_the_services() {
        network = LAB.network();
        Peers.echo(network, network.proxy(), ECHO);
        network.startListener(
                network.proxy(),
                "file service",
                FILE,
                LIMIT,
                "socat",
                "TCP-LISTEN:" + FILE + ",fork,reuseaddr",
                "SYSTEM:head -c 400000 /dev/zero");
    }

    @AfterEach
    void make_the_link_perfect_again() {
        network.link().delay(Duration.ZERO);
        network.link().loss(0);
        network.link().blackhole(false);
        network.link().unlimited();
    }

    @Test
    void a_reset_of_the_nat_that_nobody_is_told_leaves_both_ends_alone() {
        try (Conversation held = Conversation.open(network, ECHO)) {
            held.exchange("before");
            long stale = network.carrier().stale();

            network.carrier().reset(CarrierNat.Forgotten.DROPPED);
            held.say("after");

            await().atMost(LIMIT)
                    .until(() -> network.carrier().stale() > stale + 1); // a repetition at least
            assertThat(held.heard()).isFalse();
            assertThat(held.ended()).isFalse();
        }
        try (Conversation next = Conversation.open(network, ECHO)) {
            next.exchange("a new connection");
        }
    }

    @Test
    void a_reset_of_the_nat_that_the_device_is_told_ends_its_connection() {
        try (Conversation held = Conversation.open(network, ECHO)) {
            held.exchange("before");

            network.carrier().reset(CarrierNat.Forgotten.RESET);
            held.say("after");

            await().atMost(LIMIT).until(held::ended);
        }
    }

    @Test
    void another_address_of_the_device_or_the_carrier_serves_new_connections_only() {
        try (Conversation held = Conversation.open(network, ECHO)) {
            held.exchange("before");

            network.device().changeAddress("100.64.7.7");
            network.carrier().changeAddress("192.0.2.99");

            assertThat(network.device().address()).isEqualTo("100.64.7.7");
            assertThat(network.carrier().address()).isEqualTo("192.0.2.99");
            held.say("after");
            try (Conversation next = Conversation.open(network, ECHO)) {
                next.exchange("a new connection");
            }
            assertThat(held.heard()).isFalse();
        } finally {
            network.device().changeAddress(Device.FIRST_ADDRESS);
            network.carrier().changeAddress(CarrierNat.FIRST_ADDRESS);
        }
    }

    @Test
    void delay_can_be_changed_while_the_link_is_up() {
        network.link().delay(Duration.ofMillis(20));
        double near = quickest("%{time_connect}");
        network.link().delay(Duration.ofMillis(200));
        double far = quickest("%{time_connect}");

        assertThat(far / near)
                .isBetween(4.0, 12.0); // ten times the delay, and what this machine adds to both
    }

    @Test
    void a_rate_holds_a_transfer_back() {
        network.link().rate(20_000_000);
        double fast = quickest("%{time_total}");
        network.link().rate(2_000_000);
        double slow = quickest("%{time_total}");

        assertThat(slow / fast).isGreaterThan(3.0);
    }

    @Test
    void loss_takes_some_packets_and_leaves_some() {
        int port = 9999;
        Capture sent = Capture.start(network.run(), "sent", network.device().namespace(), "wwan0");
        Capture arrived = Capture.start(network.run(), "arrived", network.proxy(), "eth0");
        network.link().loss(30);

        String hundred =
                String.join("\n", IntStream.range(0, 100).mapToObj(String::valueOf).toList());
        network.device()
                .namespace()
                .run(
                        LIMIT,
                        hundred,
                        "bash",
                        "-c",
                        "while read line; do echo $line > /dev/udp/"
                                + CarrierNetwork.PROXY
                                + "/"
                                + port
                                + "; done")
                .expected();

        await().atMost(LIMIT).until(() -> sent.packets("udp") >= 99);
        sent.close();
        arrived.close();
        assertThat(arrived.packets("udp port " + port)).isBetween(30L, 95L);
    }

    @Test
    void a_dead_link_carries_nothing_and_a_live_one_carries_on() {
        try (Conversation held = Conversation.open(network, ECHO)) {
            held.exchange("before");
            network.link().blackhole(true);
            assertThat(Peers.connects(network.device().namespace(), CarrierNetwork.PROXY, ECHO))
                    .isFalse();
            held.say("into the dark");
            network.link().blackhole(false);
            await().atMost(LIMIT).until(held::heard);
        }
    }

    /** The lesser of two measurements that curl makes of a transfer of the file, in seconds. */
    private static double quickest(String what) {
        return IntStream.range(0, 2)
                .mapToDouble(
                        i ->
                                Double.parseDouble(
                                        network.device()
                                                .namespace()
                                                .run(
                                                        LIMIT,
                                                        "",
                                                        "curl",
                                                        "-s",
                                                        "-o",
                                                        "/dev/null",
                                                        "-w",
                                                        what,
                                                        "--max-time",
                                                        "10",
                                                        "--http0.9",
                                                        "telnet://"
                                                                + CarrierNetwork.PROXY
                                                                + ":"
                                                                + FILE)
                                                .text()))
                .min()
                .orElseThrow();
    }
}
