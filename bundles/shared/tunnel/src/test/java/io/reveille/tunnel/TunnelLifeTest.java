/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** How tunnels come up, serve, and end. */
@ExtendWith(NoLeaks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TunnelLifeTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestFleet fleet = new TestFleet();
    private TunnelRuntime runtime;
    private TestTunnel tunnel;

    @BeforeAll
    void start_event_loops() {
        runtime = TunnelRuntime.start(2);
    }

    @AfterAll
    void stop_event_loops() {
        runtime.close();
    }

    @BeforeEach
    void set_up() throws Exception {
        tunnel = new TestTunnel(fleet, runtime, TunnelSettings.defaults());
    }

    @AfterEach
    void tear_down() {
        tunnel.close();
    }

    private void restartWith(TunnelSettings settings) throws IOException {
        tunnel.close();
        tunnel = new TestTunnel(fleet, runtime, settings);
    }

    @Test
    void hangs_up_when_idle_and_says_so() throws Exception {
        restartWith(TunnelSettings.defaults().withIdleTimeout(Duration.ofMillis(300)));

        TestTunnel.Ends ends = tunnel.up();

        assertThat(TestTunnel.get(ends.gateway().ended()).reason())
                .isEqualTo(TunnelEnd.Reason.IDLE);
        assertThat(TestTunnel.get(ends.proxy().ended()))
                .isEqualTo(new TunnelEnd(TunnelEnd.Reason.DRAINED, "the other side said: idle"));
        assertThat(ends.proxy().isOpen()).isFalse();
    }

    @Test
    void does_not_hang_up_while_a_quiet_client_is_connected() throws Exception {
        restartWith(TunnelSettings.defaults().withIdleTimeout(Duration.ofMillis(200)));
        try (TestService echo = TestService.echo()) {
            tunnel.services.put("echo", echo.address());
            TestTunnel.Ends ends = tunnel.up();
            try (Socket client = TestTunnel.connect(tunnel.entry(ends.proxy(), "echo"))) {
                await().until(() -> !tunnel.answers.isEmpty());

                await().during(Duration.ofMillis(600))
                        .atMost(Duration.ofSeconds(5))
                        .until(() -> ends.proxy().isOpen());
                client.getOutputStream().write(42);

                assertThat(client.getInputStream().read()).isEqualTo(42);
            }
            assertThat(TestTunnel.get(ends.gateway().ended()).reason())
                    .isEqualTo(TunnelEnd.Reason.IDLE);
        }
    }

    @Test
    void answers_502_at_once_when_the_service_is_down() throws Exception {
        tunnel.services.put("down", closedPort());
        TestTunnel.Ends ends = tunnel.up();

        StreamAnswer answer = answerTo(ends.proxy(), "down");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.steps()).matches("e=[0-9]+");
        await().until(() -> ends.gateway().openStreams() == 0);
    }

    @Test
    void answers_404_for_a_service_that_is_not_offered() throws Exception {
        TestTunnel.Ends ends = tunnel.up();

        assertThat(answerTo(ends.proxy(), "nothing").status()).isEqualTo(404);
        assertThat(answerTo(ends.proxy(), "x".repeat(300)).status()).isEqualTo(400);
    }

    @Test
    void tells_the_ages_of_its_steps() throws Exception {
        try (TestService echo = TestService.echo()) {
            tunnel.services.put("echo", echo.address());
            TestTunnel.Ends ends = tunnel.up();

            assertThat(tunnel.requests.element().steps()).matches("d=[0-9]+,g=[0-9]+");
            assertThat(answerTo(ends.proxy(), "echo").steps()).matches("e=[0-9]+,f=[0-9]+");
        }
    }

    @Test
    void connects_ahead_and_gives_that_connection_to_the_first_client() throws Exception {
        try (TestService echo = TestService.echo()) {
            tunnel.services.put("echo", echo.address());
            TestTunnel.Ends ends = tunnel.up(ahead(echo.address()));
            await().until(() -> echo.accepted() == 1);

            try (Socket client = TestTunnel.connect(tunnel.entry(ends.proxy(), "echo"))) {
                client.getOutputStream().write(7);
                assertThat(client.getInputStream().read()).isEqualTo(7);
                assertThat(echo.accepted()).isEqualTo(1);
            }
            try (Socket second = TestTunnel.connect(tunnel.entry(ends.proxy(), "echo"))) {
                second.getOutputStream().write(8);
                assertThat(second.getInputStream().read()).isEqualTo(8);
                assertThat(echo.accepted()).isEqualTo(2);
            }
        }
    }

    @Test
    void keeps_what_a_service_sends_before_its_client_is_there() throws Exception {
        try (TestService greeter =
                new TestService(connection -> connection.getOutputStream().write(new byte[100]))) {
            tunnel.services.put("greeter", greeter.address());
            TestTunnel.Ends ends = tunnel.up(ahead(greeter.address()));
            await().until(() -> greeter.accepted() == 1);

            try (Socket client = TestTunnel.connect(tunnel.entry(ends.proxy(), "greeter"))) {
                assertThat(client.getInputStream().readAllBytes()).hasSize(100);
            }
        }
    }

    @Test
    void tells_of_a_failed_connection_ahead_on_the_first_stream() throws Exception {
        InetSocketAddress down = closedPort();
        tunnel.services.put("down", down);
        TestTunnel.Ends ends = tunnel.up(ahead(down));

        assertThat(answerTo(ends.proxy(), "down").status()).isEqualTo(502);
    }

    @Test
    void resets_both_ends_when_the_tunnel_is_cut() throws Exception {
        var serviceSaw = new CompletableFuture<String>();
        try (TestService service =
                        new TestService(c -> serviceSaw.complete(TunnelContract.endOf(c)));
                Wire wire = new Wire(tunnel.listener.address())) {
            tunnel.services.put("svc", service.address());
            TestTunnel.Ends ends = tunnel.up(tunnel.order(wire.address()));
            try (Socket client = TestTunnel.connect(tunnel.entry(ends.proxy(), "svc"))) {
                await().until(() -> service.accepted() == 1 && !tunnel.answers.isEmpty());

                wire.cut();

                assertThatThrownBy(() -> client.getInputStream().read())
                        .isInstanceOf(SocketException.class)
                        .hasMessage("Connection reset");
                assertThat(serviceSaw.get(10, TimeUnit.SECONDS)).isEqualTo("Connection reset");
            }
            assertThat(TestTunnel.get(ends.gateway().ended()).reason())
                    .isEqualTo(TunnelEnd.Reason.LOST);
            assertThat(TestTunnel.get(ends.proxy().ended()).reason())
                    .isEqualTo(TunnelEnd.Reason.LOST);
            assertThat(tunnel.streamEnds.element().kind()).isEqualTo(StreamEnd.Kind.TUNNEL_LOST);
        }
    }

    @Test
    void notices_within_the_ping_time_that_the_other_end_is_silent() throws Exception {
        restartWith(TunnelSettings.defaults().withTimings(timings(SECOND, SECOND)));
        try (TestService echo = TestService.echo();
                Wire wire = new Wire(tunnel.listener.address())) {
            tunnel.services.put("echo", echo.address());
            TestTunnel.Ends ends = tunnel.up(tunnel.order(wire.address()));
            try (Socket client = TestTunnel.connect(tunnel.entry(ends.proxy(), "echo"))) {
                client.getOutputStream().write(1);
                assertThat(client.getInputStream().read()).isEqualTo(1);

                wire.freeze();

                TunnelEnd lost = new TunnelEnd(TunnelEnd.Reason.LOST, "the peer no longer answers");
                assertThat(TestTunnel.get(ends.proxy().ended())).isEqualTo(lost);
                assertThat(TestTunnel.get(ends.gateway().ended()).reason())
                        .isEqualTo(TunnelEnd.Reason.LOST);
                assertThatThrownBy(() -> client.getInputStream().read())
                        .isInstanceOf(SocketException.class);
            }
        }
    }

    /** With the defaults, which ask a quiet tunnel after 25 s only, and wait 15 s at most. */
    @Test
    @Timeout(20)
    void notices_soon_that_the_other_end_went_silent_in_the_middle_of_something() throws Exception {
        try (TestService echo = TestService.echo();
                Wire wire = new Wire(tunnel.listener.address())) {
            tunnel.services.put("echo", echo.address());
            TestTunnel.Ends ends = tunnel.up(tunnel.order(wire.address()));
            try (Socket client = TestTunnel.connect(tunnel.entry(ends.proxy(), "echo"))) {
                client.getOutputStream().write(1);
                assertThat(client.getInputStream().read()).isEqualTo(1);

                wire.freeze();

                TunnelEnd lost = new TunnelEnd(TunnelEnd.Reason.LOST, "the peer no longer answers");
                assertThat(TestTunnel.get(ends.gateway().ended())).isEqualTo(lost);
                assertThat(ends.gateway().cutStreams()).isOne();
                assertThat(TestTunnel.get(ends.proxy().ended()).reason())
                        .isEqualTo(TunnelEnd.Reason.LOST);
            }
            await().untilAsserted(
                            () ->
                                    assertThat(tunnel.streamEnds.element().reason())
                                            .isEqualTo(
                                                    TestTunnel.get(ends.proxy().ended()).detail()));
        }
    }

    @Test
    void keeps_a_quiet_tunnel_by_asking_while_a_client_is_connected() throws Exception {
        Duration often = Duration.ofMillis(100);
        restartWith(TunnelSettings.defaults().withTimings(timings(often, SECOND)));
        try (TestService echo = TestService.echo()) {
            tunnel.services.put("echo", echo.address());
            TestTunnel.Ends ends = tunnel.up();
            try (Socket client = TestTunnel.connect(tunnel.entry(ends.proxy(), "echo"))) {
                await().during(Duration.ofMillis(1500))
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> ends.proxy().isOpen());
                client.getOutputStream().write(9);

                assertThat(client.getInputStream().read()).isEqualTo(9);
            }
        }
    }

    @Test
    void drains_without_hurting_the_clients_it_has() throws Exception {
        try (TestService echo = TestService.echo()) {
            tunnel.services.put("echo", echo.address());
            TestTunnel.Ends ends = tunnel.up();
            InetSocketAddress entry = tunnel.entry(ends.proxy(), "echo");
            try (Socket client = TestTunnel.connect(entry)) {
                client.getOutputStream().write(1);
                assertThat(client.getInputStream().read()).isEqualTo(1);

                ends.gateway().drain();
                await().until(() -> !ends.proxy().isOpen());
                assertThatThrownBy(() -> answerTo(ends.proxy(), "echo"))
                        .hasCauseInstanceOf(TunnelLostException.class);

                client.getOutputStream().write(2);
                assertThat(client.getInputStream().read()).isEqualTo(2);
            }
            assertThat(TestTunnel.get(ends.gateway().ended()).reason())
                    .isEqualTo(TunnelEnd.Reason.DRAINED);
            assertThat(tunnel.streamEnds.element().kind()).isEqualTo(StreamEnd.Kind.COMPLETED);
        }
    }

    @Test
    void drains_at_the_proxy_too() throws Exception {
        TestTunnel.Ends ends = tunnel.up();

        ends.proxy().drain();

        assertThat(TestTunnel.get(ends.proxy().ended()).reason())
                .isEqualTo(TunnelEnd.Reason.DRAINED);
        assertThat(TestTunnel.get(ends.gateway().ended()).detail())
                .isEqualTo("the other side said: draining");
    }

    @Test
    void lets_clients_wait_for_a_free_stream_and_refuses_the_crowd_behind() throws Exception {
        TunnelLimits one = new TunnelLimits(1, 64 * 1024, 64 * 1024, 0, 16 * 1024);
        restartWith(TunnelSettings.defaults().withLimits(one));
        try (TestService echo = TestService.echo()) {
            tunnel.services.put("echo", echo.address());
            TestTunnel.Ends ends = tunnel.up();
            InetSocketAddress entry = tunnel.entry(ends.proxy(), "echo");
            Socket first = TestTunnel.connect(entry);
            await().until(() -> tunnel.answers.size() == 1);
            try (Socket second = TestTunnel.connect(entry)) {
                second.getOutputStream().write(5);
                StreamAnswer third =
                        await().until(() -> crowd(ends.proxy()), a -> a.status() == 503);
                assertThat(third.isAccepted()).isFalse();

                first.close();

                assertThat(second.getInputStream().read()).isEqualTo(5);
            }
        }
    }

    private StreamAnswer crowd(ProxyTunnel proxy) {
        try {
            return CompletableFuture.supplyAsync(
                            () -> proxy.open("echo", "test", Unpooled.EMPTY_BUFFER),
                            proxy.eventLoop())
                    .thenCompose(ClientStream::answer)
                    .get(1, TimeUnit.SECONDS);
        } catch (Exception e) {
            return new StreamAnswer(100, "");
        }
    }

    private DialOrder ahead(InetSocketAddress service) {
        DialOrder plain = tunnel.order(tunnel.listener.address());
        return new DialOrder(
                plain.proxy(),
                plain.serverName(),
                plain.credential(),
                plain.acceptedNanos(),
                Optional.of(service));
    }

    private static StreamAnswer answerTo(ProxyTunnel proxy, String service)
            throws ExecutionException, InterruptedException {
        CompletableFuture<StreamAnswer> answer = new CompletableFuture<>();
        proxy.eventLoop()
                .execute(
                        () -> {
                            ClientStream stream =
                                    proxy.open(service, "test", Unpooled.EMPTY_BUFFER);
                            stream.answer()
                                    .whenComplete(
                                            (got, failure) -> {
                                                if (failure != null) {
                                                    answer.completeExceptionally(failure);
                                                } else {
                                                    answer.complete(got);
                                                    stream.cancel();
                                                }
                                            });
                        });
        return answer.get();
    }

    private static TunnelTimings timings(Duration pingInterval, Duration pingTimeout) {
        TunnelTimings t = TunnelTimings.defaults();
        return new TunnelTimings(
                t.connect(),
                t.handshake(),
                t.upgrade(),
                t.service(),
                t.idle(),
                pingInterval,
                pingTimeout,
                t.drain());
    }

    private static InetSocketAddress closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }
}
