/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A crowd on one tunnel: everyone has a turn. */
@ExtendWith(NoLeaks.class)
class ManyStreamsTest {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int HUNDRED = 100;

    private final List<Socket> clients = new ArrayList<>();
    private TunnelRuntime runtime;
    private TestTunnel tunnel;

    @BeforeEach
    void set_up() throws Exception {
        TunnelLimits windowsOf16KiB = new TunnelLimits(HUNDRED, 16 * KIB, 16 * KIB, 0, 16 * KIB);
        runtime = TunnelRuntime.start(2);
        tunnel =
                new TestTunnel(
                        new TestFleet(),
                        runtime,
                        TunnelSettings.defaults().withLimits(windowsOf16KiB));
    }

    @AfterEach
    void tear_down() {
        tunnel.close();
        runtime.close();
    }

    /** Through a wire that is slow the one way or the other. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void no_stream_of_a_hundred_starves(boolean up) throws Exception {
        AtomicLongArray arrived = new AtomicLongArray(HUNDRED);
        AtomicLong next = new AtomicLong();
        byte[] plenty = new byte[MIB];
        TestService.Behaviour takes = c -> count(c, arrived, (int) next.getAndIncrement());
        TestService.Behaviour gives = c -> c.getOutputStream().write(plenty);
        try (TestService service = new TestService(up ? takes : gives);
                SlowWire wire = new SlowWire(tunnel.listener.address(), 3 * MIB, up)) {
            tunnel.services.put("service", service.address());
            TestTunnel.Ends ends = tunnel.up(tunnel.order(wire.address()));
            InetSocketAddress entry = tunnel.entry(ends.proxy(), "service");
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < HUNDRED; i++) {
                Socket client = TestTunnel.connect(entry);
                int number = i;
                clients.add(client);
                threads.add(
                        new Thread(
                                () -> {
                                    try {
                                        if (up) {
                                            client.getOutputStream().write(plenty);
                                        } else {
                                            count(client, arrived, number);
                                        }
                                    } catch (IOException e) {
                                        // the test is over
                                    }
                                }));
            }
            await().until(() -> service.accepted() == HUNDRED);
            threads.forEach(Thread::start);
            await().atMost(Duration.ofSeconds(60)).until(() -> octets(arrived).sum() > 5 * MIB);

            assertThat(octets(arrived).min().orElseThrow())
                    .isGreaterThan(octets(arrived).sum() / HUNDRED / 4);
            for (Socket client : clients) {
                client.setSoLinger(true, 0);
                client.close();
            }
            ends.proxy().close();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static LongStream octets(AtomicLongArray arrived) {
        return LongStream.range(0, HUNDRED).map(i -> arrived.get((int) i));
    }

    private static void count(Socket from, AtomicLongArray arrived, int number) throws IOException {
        InputStream in = from.getInputStream();
        byte[] piece = new byte[16 * KIB];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            arrived.addAndGet(number, n);
        }
    }
}
