/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.connect;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** A local port each of whose connections is carried to the service, looked up anew each time. */
final class LocalForward implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 256;

    private final ServerSocket listener;
    private final Supplier<InetSocketAddress> service;
    private final Semaphore places = new Semaphore(MAX_CONNECTIONS);

    LocalForward(InetSocketAddress local, Supplier<InetSocketAddress> service) throws IOException {
        this.listener = new ServerSocket();
        this.listener.setReuseAddress(true);
        this.listener.bind(local);
        this.service = service;
    }

    InetSocketAddress localAddress() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /**
     * Accepts until closed; a connection that cannot be carried is closed and told by {@code
     * failed}.
     */
    void serve(java.util.function.Consumer<String> failed) throws InterruptedException {
        while (!listener.isClosed()) {
            places.acquire();
            Socket client;
            try {
                client = listener.accept();
            } catch (IOException e) {
                places.release();
                if (!listener.isClosed()) {
                    failed.accept("cannot accept: " + e.getMessage());
                }
                continue;
            }
            Thread carrier = new Thread(() -> carry(client, failed), "forward");
            carrier.setDaemon(true);
            carrier.start();
        }
    }

    private void carry(Socket client, java.util.function.Consumer<String> failed) {
        try (client;
                Socket remote = new Socket()) {
            InetSocketAddress address = service.get();
            remote.connect(address, 10_000);
            remote.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            Thread up =
                    new Pump(
                                    client.getInputStream(),
                                    remote.getOutputStream(),
                                    remote::shutdownOutput)
                            .start("up");
            new Pump(remote.getInputStream(), client.getOutputStream(), client::shutdownOutput)
                    .run();
            up.join();
        } catch (IOException | RuntimeException e) {
            failed.accept(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
