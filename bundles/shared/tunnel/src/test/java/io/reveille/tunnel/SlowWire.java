/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A stretch of network that is quick one way and lets through so many octets in a second the other
 * way: the way of who connects, or back.
 */
final class SlowWire implements AutoCloseable {

    private static final int PIECE = 4 * 1024;

    private final ServerSocket entry = new ServerSocket();
    private final InetSocketAddress exit;
    private final int octetsPerSecond;
    private final AtomicLong passed = new AtomicLong();
    private final Semaphore never = new Semaphore(0);

    SlowWire(InetSocketAddress exit, int octetsPerSecond) throws IOException {
        this(exit, octetsPerSecond, false);
    }

    SlowWire(InetSocketAddress exit, int octetsPerSecond, boolean slowBack) throws IOException {
        this.exit = exit;
        this.octetsPerSecond = octetsPerSecond;
        entry.setReceiveBufferSize(8 * 1024);
        entry.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        thread(
                () -> {
                    Socket near = entry.accept();
                    Socket far = new Socket();
                    far.setReceiveBufferSize(slowBack ? 8 * 1024 : 128 * 1024);
                    far.connect(exit());
                    Socket from = slowBack ? far : near;
                    Socket to = slowBack ? near : far;
                    thread(() -> to.getInputStream().transferTo(from.getOutputStream()));
                    thread(() -> trickle(from.getInputStream(), to.getOutputStream()));
                });
    }

    private InetSocketAddress exit() {
        return exit;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) entry.getLocalSocketAddress();
    }

    /** Octets that have come through the slow way. */
    long passed() {
        return passed.get();
    }

    private void trickle(InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            long nanos = TimeUnit.SECONDS.toNanos(n) / octetsPerSecond;
            never.tryAcquire(nanos, TimeUnit.NANOSECONDS);
            out.write(piece, 0, n);
            passed.addAndGet(n);
        }
    }

    @Override
    public void close() throws IOException {
        entry.close();
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void thread(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException | InterruptedException e) {
                                // the wire is cut
                            }
                        },
                        "slow wire");
        thread.setDaemon(true);
        thread.start();
    }
}
