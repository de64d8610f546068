/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What datagrams become on their way through a tunnel, whatever carries it. */
@ExtendWith(NoLeaks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatagramContract {

    private static final int LONGEST_BY_IPV4 = 65_507;

    private final TestFleet fleet = new TestFleet();
    private final BlockingQueue<byte[]> back = new LinkedBlockingQueue<>();
    private TunnelRuntime runtime;
    private TestTunnel tunnel;
    private DatagramSocket service;

    abstract TunnelRuntime start();

    @BeforeAll
    void start_event_loops() {
        runtime = start();
    }

    @AfterAll
    void stop_event_loops() {
        runtime.close();
    }

    @BeforeEach
    void set_up() throws Exception {
        back.clear();
        tunnel = new TestTunnel(fleet, runtime, TunnelSettings.defaults());
        service = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        tunnel.datagramServices.put(
                "echo", new InetSocketAddress(service.getLocalAddress(), service.getLocalPort()));
        Thread echo = new Thread(this::echo, "echo");
        echo.setDaemon(true);
        echo.start();
    }

    @AfterEach
    void tear_down() {
        service.close();
        tunnel.close();
    }

    private void echo() {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            while (true) {
                packet.setLength(65_536);
                service.receive(packet);
                service.send(packet);
            }
        } catch (SocketException closed) {
            // the test is over
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void carries_datagrams_of_every_length_there_and_back_whole() throws Exception {
        TestTunnel.Ends ends = tunnel.up();
        DatagramStream stream = open(ends.proxy(), "echo");
        long octets = 0;
        for (int length : new int[] {1, 62, 63, 1472, 16_382, 16_383, LONGEST_BY_IPV4}) {
            byte[] sent = new byte[length];
            new Random(length).nextBytes(sent);
            send(ends.proxy(), stream, sent);
            octets += length;

            assertThat(back.poll(10, TimeUnit.SECONDS)).isEqualTo(sent);
        }
        assertThat(TestTunnel.get(stream.answer()).isAccepted()).isTrue();
        assertThat(ends.gateway().openStreams()).isEqualTo(1);

        ends.proxy().eventLoop().execute(stream::close);

        assertThat(TestTunnel.get(stream.ended()))
                .isEqualTo(
                        new DatagramEnd(
                                new StreamEnd(StreamEnd.Kind.COMPLETED, octets, octets), false));
        await().until(() -> ends.gateway().openStreams() == 0);
        assertThat(ends.gateway().octetsUp()).isEqualTo(octets);
        ends.proxy().close();
    }

    @Test
    void tells_that_nobody_listens_at_the_service_s_port() throws Exception {
        service.close();
        TestTunnel.Ends ends = tunnel.up();
        DatagramStream stream = open(ends.proxy(), "echo");
        send(ends.proxy(), stream, new byte[] {1});
        // the second makes sure that what the first one brought back is heard
        send(ends.proxy(), stream, new byte[] {2});

        assertThat(TestTunnel.get(stream.ended()).unreachable()).isTrue();
        await().until(() -> ends.gateway().openStreams() == 0);
        ends.proxy().close();
    }

    @Test
    void refuses_what_is_not_offered_by_udp() throws Exception {
        tunnel.services.put("tcp", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        TestTunnel.Ends ends = tunnel.up();

        for (String name : new String[] {"tcp", "no", TunnelControl.AUTHORITY}) {
            DatagramStream stream = open(ends.proxy(), name);
            assertThat(TestTunnel.get(stream.answer()).status()).as(name).isEqualTo(404);
            assertThat(TestTunnel.get(stream.ended()).end().kind())
                    .isEqualTo(StreamEnd.Kind.ABORTED_HERE);
        }
        DatagramStream odd = open(ends.proxy(), "echo/../x");
        assertThat(TestTunnel.get(odd.answer()).status()).isEqualTo(400);
        await().until(() -> ends.gateway().openStreams() == 0);
        ends.proxy().close();
    }

    @Test
    void drops_what_the_tunnel_cannot_take_and_holds_up_no_other_stream() throws Exception {
        try (TestService tcp = TestService.echo()) {
            tunnel.services.put("tcp", tcp.address());
            TestTunnel.Ends ends = tunnel.up();
            DatagramStream stream = open(ends.proxy(), "echo");
            assertThat(TestTunnel.get(stream.answer()).isAccepted()).isTrue();
            CompletableFuture<Long> dropped = new CompletableFuture<>();
            ends.proxy()
                    .eventLoop()
                    .execute(
                            () -> {
                                for (int i = 0; i < 1000; i++) {
                                    stream.send(Unpooled.wrappedBuffer(new byte[10_000]));
                                }
                                dropped.complete(stream.dropped());
                            });

            assertThat(TestTunnel.get(dropped)).isBetween(900L, 999L);
            try (Socket client = TestTunnel.connect(tunnel.entry(ends.proxy(), "tcp"))) {
                client.getOutputStream().write(1);
                assertThat(client.getInputStream().read()).isEqualTo(1);
            }
            send(ends.proxy(), stream, new byte[] {42});
            await().until(() -> contains(new byte[] {42}));
            ends.proxy().close();
            assertThat(TestTunnel.get(stream.ended()).end().kind())
                    .isEqualTo(StreamEnd.Kind.TUNNEL_LOST);
        }
    }

    @Test
    void fails_when_the_tunnel_is_closing() throws Exception {
        TestTunnel.Ends ends = tunnel.up();
        ends.proxy().close();
        await().until(() -> !ends.proxy().isOpen());

        DatagramStream stream = open(ends.proxy(), "echo");

        assertThatThrownBy(() -> TestTunnel.get(stream.answer()))
                .hasCauseInstanceOf(TunnelLostException.class);
    }

    private boolean contains(byte[] datagram) {
        byte[] next = back.poll();
        return next != null && Arrays.equals(next, datagram);
    }

    private DatagramStream open(ProxyTunnel proxy, String name) throws Exception {
        CompletableFuture<DatagramStream> opened = new CompletableFuture<>();
        proxy.eventLoop()
                .execute(
                        () ->
                                opened.complete(
                                        proxy.openDatagrams(
                                                new StreamRequest(
                                                        name, "a test", "", Optional.empty()),
                                                service.getLocalPort() < 0
                                                        ? 9
                                                        : service.getLocalPort(),
                                                this::heard)));
        return TestTunnel.get(opened);
    }

    private void heard(ByteBuf datagram) {
        byte[] octets = new byte[datagram.readableBytes()];
        datagram.readBytes(octets).release();
        back.add(octets);
    }

    private static void send(ProxyTunnel proxy, DatagramStream stream, byte[] octets) {
        proxy.eventLoop().execute(() -> stream.send(Unpooled.wrappedBuffer(octets)));
    }
}
