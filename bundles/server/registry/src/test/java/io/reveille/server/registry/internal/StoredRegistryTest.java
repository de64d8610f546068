/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.protocol.ServiceTransport;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TunnelProtocol;
import io.reveille.server.registry.EnrolmentClaim;
import io.reveille.server.registry.EnrolmentClaim.ClaimedService;
import io.reveille.server.registry.EnrolmentRefusedException;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayReach;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.PortRange;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.WakeOrder;
import io.reveille.server.registry.WakePolicy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRegistryTest {
    @TempDir Path home;

    @Test
    void remembers_gateways_and_their_ports_after_restart() {
        Gateway before;
        try (ServerRegistry server = Fleet.open(home)) {
            Fleet.enrol(server, "gw7", "http", "ssh");
            before = server.registry().gateway("gw7").orElseThrow();
        }

        try (ServerRegistry server = Fleet.open(home)) {
            assertThat(server.registry().gateways()).containsExactly(before);
        }
        assertThat(before.status()).isEqualTo(GatewayStatus.ACTIVE);
        assertThat(before.services())
                .extracting(GatewayService::name)
                .containsExactly("http", "ssh");
    }

    @Test
    void keeps_a_services_port_when_the_gateway_enrols_anew() {
        try (ServerRegistry server = Fleet.open(home)) {
            Fleet.enrol(server, "gw7", "http", "ssh");
            GatewayService http = service(server, "gw7", "http");

            Fleet.enrol(server, "gw7", "modbus", "http");

            assertThat(service(server, "gw7", "http")).isEqualTo(http);
            assertThat(server.registry().gateway("gw7").orElseThrow().service("ssh")).isEmpty();
        }
    }

    @Test
    void gives_every_service_a_port_of_its_own_until_the_range_is_full() {
        try (ServerRegistry server = open(new PortRange(20000, 20002))) {
            Fleet.enrol(server, "a", "http", "ssh");
            Fleet.enrol(server, "b", "http");

            assertThat(ports(server.registry())).containsExactlyInAnyOrder(20000, 20001, 20002);
            assertThatThrownBy(() -> server.registry().movePort("a", "http"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("widen service.ports");
        }
    }

    @Test
    void moves_a_service_to_another_port_for_good() {
        GatewayService moved;
        try (ServerRegistry server = Fleet.open(home)) {
            Fleet.enrol(server, "gw7", "http", "ssh");
            GatewayService before = service(server, "gw7", "http");

            moved = server.registry().movePort("gw7", "http");

            assertThat(moved.publicPort()).isNotEqualTo(before.publicPort());
            assertThat(ports(server.registry())).doesNotContain(before.publicPort());
        }
        try (ServerRegistry server = Fleet.open(home)) {
            assertThat(service(server, "gw7", "http")).isEqualTo(moved);
        }
    }

    @Test
    void keeps_what_carries_a_service() throws EnrolmentRefusedException {
        try (ServerRegistry server = Fleet.open(home)) {
            EnrolmentClaim any = Fleet.claim(Fleet.offer(server, "gw7").code());
            server.enrolments()
                    .redeem(
                            new EnrolmentClaim(
                                    any.code(),
                                    any.sealingKey(),
                                    any.certificateRequest(),
                                    List.of(
                                            new ClaimedService(
                                                    "coap", 5683, ServiceTransport.UDP))));
            server.registry().movePort("gw7", "coap");
        }
        try (ServerRegistry server = Fleet.open(home)) {
            assertThat(service(server, "gw7", "coap").transport()).isEqualTo(ServiceTransport.UDP);
        }
    }

    @Test
    void moves_ports_that_a_new_range_leaves_out() {
        try (ServerRegistry server = Fleet.open(home)) {
            Fleet.enrol(server, "gw7", "http", "ssh");
        }
        PortRange range = new PortRange(30000, 30009);
        try (ServerRegistry server = open(range)) {
            assertThat(ports(server.registry())).hasSize(2).allMatch(range::contains);
        }
    }

    @Test
    void sends_names_that_lead_nowhere_to_steady_ports_that_nobody_uses() {
        try (ServerRegistry server = open(new PortRange(20000, 20009))) {
            Fleet.enrol(server, "gw7", "a", "b", "c", "d", "e", "f", "g", "h");
            Set<Integer> used = ports(server.registry());

            List<Integer> decoys = decoys(server.registry());

            assertThat(decoys).allMatch(port -> !used.contains(port) && port >= 20000);
            assertThat(decoys).allMatch(port -> port <= 20009);
            assertThat(decoys(server.registry())).isEqualTo(decoys);
        }
    }

    @Test
    void sends_a_name_to_the_same_port_after_restart() {
        List<Integer> before;
        try (ServerRegistry server = Fleet.open(home)) {
            before = decoys(server.registry());
        }
        try (ServerRegistry server = Fleet.open(home)) {
            assertThat(decoys(server.registry())).isEqualTo(before);
        }
    }

    @Test
    void gives_a_name_the_port_that_it_promised_before_enrolment() {
        try (ServerRegistry server = Fleet.open(home)) {
            int promised = server.registry().decoyPort("gw7", "http", ServiceTransport.TCP);

            Fleet.enrol(server, "gw7", "http");

            assertThat(service(server, "gw7", "http").publicPort()).isEqualTo(promised);
        }
    }

    @Test
    void never_gives_a_counter_twice_even_to_many_threads_and_after_restart() throws Exception {
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        int restarts = 3;
        int threads = 4;
        int each = 100;
        for (int i = 0; i < restarts; i++) {
            try (ServerRegistry server = Fleet.open(home)) {
                if (i == 0) {
                    Fleet.enrol(server, "gw7", "http");
                }
                takeCounters(server.registry(), threads, each, seen);
            }
        }
        assertThat(seen).hasSize(restarts * threads * each);
        assertThat(seen).allMatch(counter -> counter >= 1);
    }

    @Test
    void remembers_how_a_gateway_is_woken_and_comes_through_enrolment_and_restart() {
        GatewayReach reach =
                new GatewayReach(
                        Optional.of("+4915112345678"),
                        Optional.of("gw7@example.com"),
                        Optional.of(
                                new WakePolicy(
                                        List.of(SignalChannel.MQTT, SignalChannel.SMS),
                                        WakeOrder.PARALLEL)),
                        TunnelProtocol.IPSEC);
        try (ServerRegistry server = Fleet.open(home)) {
            Fleet.offer(server, "gw7");
            server.registry().reach("gw7", before -> reach);
            Fleet.enrol(server, "gw7", "http");
            server.registry().movePort("gw7", "http");
        }
        try (ServerRegistry server = Fleet.open(home)) {
            assertThat(server.registry().gateway("gw7").orElseThrow().reach()).isEqualTo(reach);
            assertThat(server.registry().gateway("gw7").orElseThrow().keyGeneration()).isOne();
        }
    }

    @Test
    void counts_for_each_sender_key_and_gateway_apart() {
        try (ServerRegistry server = Fleet.open(home)) {
            Fleet.enrol(server, "a");
            Fleet.enrol(server, "b");

            assertThat(server.registry().nextCounter(1, "a")).isEqualTo(1);
            assertThat(server.registry().nextCounter(1, "b")).isEqualTo(1);
            assertThat(server.registry().nextCounter(2, "a")).isEqualTo(1);
            assertThat(server.registry().nextCounter(1, "a")).isEqualTo(2);
        }
    }

    @Test
    void knows_nothing_of_strangers() {
        try (ServerRegistry server = Fleet.open(home)) {
            assertThat(server.registry().gateway("nobody")).isEmpty();
            assertThatThrownBy(() -> server.registry().revoke("nobody"))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("nobody");
            assertThatThrownBy(() -> server.registry().nextCounter(1, "nobody"))
                    .isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void tells_listeners_of_changes_until_they_unsubscribe() {
        AtomicInteger calls = new AtomicInteger();
        try (ServerRegistry server = Fleet.open(home)) {
            Registry.Subscription subscription = server.registry().onChange(calls::incrementAndGet);
            Fleet.enrol(server, "gw7");
            int afterEnrolment = calls.get();
            server.registry().revoke("gw7");
            int afterRevocation = calls.get();
            subscription.close();
            Fleet.enrol(server, "gw8");

            assertThat(afterEnrolment).isPositive();
            assertThat(afterRevocation).isEqualTo(afterEnrolment + 1);
            assertThat(calls).hasValue(afterRevocation);
        }
    }

    @Test
    void survives_interrupted_callers() {
        try (ServerRegistry server = Fleet.open(home)) {
            Fleet.enrol(server, "gw7");
            for (int i = 0; i < 100; i++) {
                Thread.currentThread().interrupt();
                try {
                    server.registry().nextCounter(i, "gw7");
                } catch (IllegalStateException e) {
                    // this call may fail, the next must not
                }
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(server.registry().nextCounter(500, "gw7")).isEqualTo(1);
        }
        try (ServerRegistry server = Fleet.open(home)) {
            assertThat(server.registry().gateways()).hasSize(1);
        }
    }

    private ServerRegistry open(PortRange range) {
        ServerSettings s = Fleet.settings(home);
        return Fleet.open(
                new ServerSettings(s.zone(), s.serverName(), s.publicAddresses(), range, home),
                InstantSource.system());
    }

    private static GatewayService service(ServerRegistry server, String id, String name) {
        return server.registry().gateway(id).orElseThrow().service(name).orElseThrow();
    }

    private static Set<Integer> ports(Registry registry) {
        Set<Integer> ports = new HashSet<>();
        registry.gateways().forEach(g -> g.services().forEach(s -> ports.add(s.publicPort())));
        return ports;
    }

    private static List<Integer> decoys(Registry registry) {
        return IntStream.range(0, 50)
                .mapToObj(i -> registry.decoyPort("unknown" + i, "http", ServiceTransport.TCP))
                .toList();
    }

    private static void takeCounters(Registry registry, int threads, int each, Set<Long> seen)
            throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running =
                    IntStream.range(0, threads)
                            .<Future<?>>mapToObj(
                                    i ->
                                            pool.submit(
                                                    () -> {
                                                        for (int n = 0; n < each; n++) {
                                                            seen.add(
                                                                    registry.nextCounter(1, "gw7"));
                                                        }
                                                    }))
                            .toList();
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            pool.shutdown();
        }
    }
}
