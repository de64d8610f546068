/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A dial whose way to the proxy comes up while the service is connected to. */
@ExtendWith(NoLeaks.class)
class WayAheadTest {
    private final CompletableFuture<InetSocketAddress> way = new CompletableFuture<>();
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private TunnelRuntime runtime;
    private TestTunnel tunnel;
    private TestService service;

    @BeforeEach
    void start() throws Exception {
        runtime = TunnelRuntime.start(1);
        tunnel = new TestTunnel(new TestFleet(), runtime, TunnelSettings.defaults());
        service =
                new TestService(
                        connection -> {
                            connection.getInputStream().transferTo(connection.getOutputStream());
                            hungUp.countDown();
                        });
        tunnel.services.put("echo", service.address());
    }

    @AfterEach
    void stop() throws Exception {
        tunnel.close();
        service.close();
        runtime.close();
    }

    private CompletionStage<GatewayTunnel> dial() {
        InetSocketAddress nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        return tunnel.dialer()
                .dial(
                        new DialOrder(
                                nowhere,
                                TestFleet.SERVER_NAME,
                                TestTunnel.CREDENTIAL,
                                System.nanoTime(),
                                Optional.of(service.address())),
                        way);
    }

    @Test
    void the_service_is_connected_to_before_there_is_a_way_and_serves_the_first_stream()
            throws Exception {
        CompletionStage<GatewayTunnel> dialled = dial();
        await().until(() -> service.accepted() == 1);
        assertThat(tunnel.requests).as("dials at the proxy").isEmpty();

        way.complete(tunnel.listener.address());

        try (GatewayTunnel up = TestTunnel.get(dialled)) {
            ProxyTunnel proxy = tunnel.opened.poll(10, TimeUnit.SECONDS);
            assertThat(proxy).isNotNull();
            assertThat(exchange(tunnel.entry(proxy, "echo"))).isEqualTo(7);
            assertThat(service.accepted()).isEqualTo(1);
            assertThat(up.openStreams()).isNotNegative();
        }
    }

    @Test
    void when_the_way_fails_the_dial_fails_of_it_and_the_service_is_hung_up_on() throws Exception {
        CompletionStage<GatewayTunnel> dialled = dial();
        await().until(() -> service.accepted() == 1);

        way.completeExceptionally(new IOException("no way"));

        assertThatThrownBy(() -> TestTunnel.get(dialled)).hasMessageContaining("no way");
        assertThat(hungUp.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(tunnel.requests).isEmpty();
    }

    private static int exchange(InetSocketAddress entry) throws IOException {
        try (Socket client = TestTunnel.connect(entry)) {
            client.getOutputStream().write(7);
            return client.getInputStream().read();
        }
    }
}
