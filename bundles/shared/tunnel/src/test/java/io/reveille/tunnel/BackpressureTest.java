/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One who does not read stops the one who writes, at the cost of a bounded amount of memory, and
 * stops no one else.
 */
@ExtendWith(NoLeaks.class)
class BackpressureTest {

    private static final long PLENTY = 200_000_000;
    private static final int MIB = 1024 * 1024;
    private static final TunnelLimits LIMITS =
            new TunnelLimits(32, 128 * 1024, MIB, 4 * MIB, 256 * 1024);

    private TunnelRuntime runtime;
    private TestTunnel tunnel;

    @BeforeEach
    void set_up() throws Exception {
        runtime = TunnelRuntime.start(2);
        tunnel =
                new TestTunnel(
                        new TestFleet(), runtime, TunnelSettings.defaults().withLimits(LIMITS));
    }

    @AfterEach
    void tear_down() {
        tunnel.close();
        runtime.close();
    }

    @Test
    void a_stalled_client_stops_the_service_with_flat_memory_and_no_one_else() throws Exception {
        AtomicLong written = new AtomicLong();
        try (TestService firehose = new TestService(c -> spout(c, written));
                TestService echo = TestService.echo()) {
            tunnel.services.put("firehose", firehose.address());
            tunnel.services.put("echo", echo.address());
            TestTunnel.Ends ends = tunnel.up();
            long before = pinned();
            try (Socket stalled = connectWithSmallBuffers(tunnel.entry(ends.proxy(), "firehose"))) {
                awaitStandstill(written);
                long held = pinned() - before;

                assertThat(held).isLessThan(6 * MIB);
                assertThat(written.get()).isLessThan(PLENTY / 2);
                try (Socket other = TestTunnel.connect(tunnel.entry(ends.proxy(), "echo"))) {
                    for (int i = 0; i < 100; i++) {
                        other.getOutputStream().write(i);
                        assertThat(other.getInputStream().read()).isEqualTo(i);
                    }
                }

                assertThat(TestOctets.read(stalled.getInputStream()))
                        .isEqualTo(TestOctets.expected(PLENTY, 5));
            }
            await().until(() -> ends.proxy().openStreams() == 0);
            await().untilAsserted(() -> assertThat(pinned() - before).isLessThan(MIB));
        }
    }

    @Test
    void a_stalled_service_stops_the_client_with_flat_memory() throws Exception {
        AtomicLong written = new AtomicLong();
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (TestService stalled =
                new TestService(
                        connection -> {
                            goOn.join();
                            heard.complete(TestOctets.read(connection.getInputStream()));
                        })) {
            tunnel.services.put("stalled", stalled.address());
            TestTunnel.Ends ends = tunnel.up();
            long before = pinned();
            try (Socket client = TestTunnel.connect(tunnel.entry(ends.proxy(), "stalled"))) {
                Thread writer = new Thread(() -> spoutQuietly(client, written));
                writer.start();
                awaitStandstill(written);

                assertThat(pinned() - before).isLessThan(6 * MIB);
                assertThat(written.get()).isLessThan(PLENTY / 2);

                goOn.complete(null);
                writer.join();
            }
            assertThat(heard.get()).isEqualTo(TestOctets.expected(PLENTY, 5));
        }
    }

    @Test
    void many_stalled_clients_hold_no_more_than_their_windows_and_the_budget() throws Exception {
        List<Socket> stalled = new ArrayList<>();
        AtomicLong written = new AtomicLong();
        try (TestService firehose = new TestService(c -> spout(c, written));
                TestService echo = TestService.echo()) {
            tunnel.services.put("firehose", firehose.address());
            tunnel.services.put("echo", echo.address());
            TestTunnel.Ends ends = tunnel.up();
            InetSocketAddress entry = tunnel.entry(ends.proxy(), "firehose");
            long before = pinned();
            for (int i = 0; i < 31; i++) {
                stalled.add(connectWithSmallBuffers(entry));
            }
            awaitStandstill(written);

            // octets: 31 windows of 128 KiB and 4 MiB of budget at the proxy, at the gateway 31
            // times
            // 128 KiB and one read of 64 KiB, in all 14 MiB; the buffers that hold them: twice that
            assertThat(pinned() - before).isLessThan(28 * MIB);
            try (Socket other = TestTunnel.connect(tunnel.entry(ends.proxy(), "echo"))) {
                other.getOutputStream().write(77);
                assertThat(other.getInputStream().read()).isEqualTo(77);
            }
            for (Socket socket : stalled) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
            await().until(
                            () ->
                                    ends.proxy().openStreams() == 0
                                            && ends.gateway().openStreams() == 0);
            await().untilAsserted(() -> assertThat(pinned() - before).isLessThan(MIB));
        }
    }

    @Test
    void a_keystroke_does_not_wait_behind_a_bulk_transfer_on_a_slow_uplink() throws Exception {
        AtomicLong written = new AtomicLong();
        try (TestService firehose = new TestService(c -> spout(c, written));
                TestService echo = TestService.echo();
                SlowWire uplink = new SlowWire(tunnel.listener.address(), 400_000)) {
            tunnel.services.put("firehose", firehose.address());
            tunnel.services.put("echo", echo.address());
            TestTunnel.Ends ends = tunnel.up(tunnel.order(uplink.address()));
            try (Socket bulk = TestTunnel.connect(tunnel.entry(ends.proxy(), "firehose"));
                    Socket keys = TestTunnel.connect(tunnel.entry(ends.proxy(), "echo"))) {
                Thread reader = new Thread(() -> TunnelContract.readAll(bulk));
                reader.start();
                await().until(() -> uplink.passed() > 600_000);

                long leastBetween = Long.MAX_VALUE;
                for (int i = 0; i < 5; i++) {
                    long before = uplink.passed();
                    keys.getOutputStream().write(i);
                    assertThat(keys.getInputStream().read()).isEqualTo(i);
                    leastBetween = Math.min(leastBetween, uplink.passed() - before);
                }

                assertThat(leastBetween).isLessThan(200_000);
                ends.proxy().close();
                reader.join();
            }
        }
    }

    /** Octets in buffers that someone still holds, of all pools together. */
    private static long pinned() {
        return PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()
                + PooledByteBufAllocator.DEFAULT.pinnedHeapMemory();
    }

    private static Socket connectWithSmallBuffers(InetSocketAddress to) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(32 * 1024);
        socket.setSoTimeout(60_000);
        socket.connect(to);
        return socket;
    }

    private static void awaitStandstill(AtomicLong written) {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(60))
                .until(() -> written.get() > 0 && written.get() == last.getAndSet(written.get()));
    }

    private static void spout(Socket connection, AtomicLong written) throws IOException {
        OutputStream out = connection.getOutputStream();
        TestOctets.write(
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        write(new byte[] {(byte) octet}, 0, 1);
                    }

                    @Override
                    public void write(byte[] octets, int from, int length) throws IOException {
                        out.write(octets, from, length);
                        written.addAndGet(length);
                    }
                },
                PLENTY,
                5);
        connection.shutdownOutput();
    }

    private static void spoutQuietly(Socket connection, AtomicLong written) {
        try {
            spout(connection, written);
        } catch (IOException e) {
            written.set(-1);
        }
    }
}
