/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Half of the clients do not read, nor do the services of the others; one more pair goes on. */
@ExtendWith(NoLeaks.class)
class ThousandStreamsTest {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int HALF = 500;
    private static final int WINDOW = 16 * KIB;
    private static final int SMALL_BUFFER = 8 * KIB;
    private static final byte[] EACH = octets(576 * KIB);

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicLong written = new AtomicLong();
    private final AtomicInteger intact = new AtomicInteger();
    private TunnelRuntime runtime;
    private TestTunnel tunnel;

    @BeforeEach
    void set_up() throws Exception {
        TunnelLimits limits = new TunnelLimits(2 * HALF + 1, WINDOW, WINDOW, 0, WINDOW);
        runtime = TunnelRuntime.start(2);
        tunnel =
                new TestTunnel(
                        new TestFleet(), runtime, TunnelSettings.defaults().withLimits(limits));
    }

    @AfterEach
    void tear_down() {
        tunnel.close();
        runtime.close();
    }

    @Test
    void memory_stays_bounded_while_they_stall_and_everything_arrives_afterwards()
            throws Exception {
        try (TestService gives = new TestService(this::give);
                TestService takes = new TestService(this::takeLater);
                TestService echo = TestService.echo()) {
            tunnel.services.put("gives", gives.address());
            tunnel.services.put("takes", takes.address());
            tunnel.services.put("echo", echo.address());
            TestTunnel.Ends ends = tunnel.up();
            long before = pinned();
            InetSocketAddress down = tunnel.entry(ends.proxy(), "gives");
            InetSocketAddress up = tunnel.entry(ends.proxy(), "takes");
            for (int i = 0; i < HALF; i++) {
                thread(connect(down), this::takeLater);
                thread(connect(up), this::give);
            }
            awaitStandstill();

            // both halves: a window at the far end, and at the near end what one stream queues:
            // 64 KiB and a read of up to 64 KiB; the buffers that hold them: twice that
            assertThat(pinned() - before).isLessThan(2L * 2 * HALF * (WINDOW + 128 * KIB));
            assertThat(ends.proxy().octetsHeld())
                    .isBetween((long) HALF * WINDOW, 2L * HALF * (WINDOW + 128 * KIB));
            assertThat(ends.gateway().octetsHeld())
                    .isBetween((long) HALF * WINDOW, 2L * HALF * (WINDOW + 128 * KIB));
            assertThat(ends.proxy().openStreams()).isEqualTo(2 * HALF);
            assertThat(intact).hasValue(0);
            assertThat(written.get()).isLessThan(2L * HALF * EACH.length);
            try (Socket other = connect(tunnel.entry(ends.proxy(), "echo"))) {
                other.getOutputStream().write(EACH, 0, 4 * KIB);
                assertThat(other.getInputStream().readNBytes(4 * KIB)).startsWith(EACH[0], EACH[1]);
            }

            goOn.countDown();
            await().atMost(Duration.ofSeconds(60)).until(() -> intact.get() == 2 * HALF);
            await().until(() -> ends.proxy().openStreams() == 0);
            await().until(() -> ends.proxy().octetsHeld() + ends.gateway().octetsHeld() == 0);
            await().untilAsserted(() -> assertThat(pinned() - before).isLessThan(MIB));
        }
    }

    private void give(Socket to) throws IOException {
        to.setSendBufferSize(SMALL_BUFFER);
        for (int from = 0; from < EACH.length; from += SMALL_BUFFER) {
            to.getOutputStream().write(EACH, from, SMALL_BUFFER);
            written.addAndGet(SMALL_BUFFER);
        }
        to.shutdownOutput();
        assertThat(to.getInputStream().read()).isEqualTo(-1);
    }

    private void takeLater(Socket from) throws IOException {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        InputStream in = from.getInputStream();
        CRC32C sum = new CRC32C();
        byte[] piece = new byte[64 * KIB];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            sum.update(piece, 0, n);
        }
        if (sum.getValue() == sum(EACH)) {
            intact.incrementAndGet();
        }
    }

    private void awaitStandstill() {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(60))
                .until(() -> written.get() > 0 && written.get() == last.getAndSet(written.get()));
    }

    private void thread(Socket socket, TestService.Behaviour behaviour) {
        Thread thread =
                new Thread(
                        () -> {
                            try (socket) {
                                behaviour.serve(socket);
                            } catch (IOException e) {
                                // not intact, then
                            }
                        },
                        "client");
        thread.setDaemon(true);
        thread.start();
    }

    private static Socket connect(InetSocketAddress to) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.connect(to);
        return socket;
    }

    private static byte[] octets(int length) {
        byte[] octets = new byte[length];
        new Random(7).nextBytes(octets);
        return octets;
    }

    private static long sum(byte[] octets) {
        CRC32C sum = new CRC32C();
        sum.update(octets, 0, octets.length);
        return sum.getValue();
    }

    private static long pinned() {
        return PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()
                + PooledByteBufAllocator.DEFAULT.pinnedHeapMemory();
    }
}
