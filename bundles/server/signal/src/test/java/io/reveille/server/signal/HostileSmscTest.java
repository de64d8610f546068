/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A centre that answers the bind with nonsense costs neither memory nor the route. */
@Timeout(60)
class HostileSmscTest {

    @ParameterizedTest(name = "length {0}")
    @ValueSource(ints = {Integer.MAX_VALUE, 70_001, 0, -1, 15, 16, 100})
    void the_route_goes_on_trying(int length, @TempDir Path directory) throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> serve(server, length, connections), "hostile");
            thread.setDaemon(true);
            thread.start();
            try (SmppRoute route =
                    SmppRoute.start(
                            Gateways.settings(
                                    "127.0.0.1",
                                    server.getLocalPort(),
                                    Gateways.password(directory, "pass")))) {
                await().until(() -> connections.get() >= 3);
                assertThat(route.health().text()).startsWith("not bound");
            }
        }
    }

    private static void serve(ServerSocket server, int length, AtomicInteger connections) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                connections.incrementAndGet();
                DataInputStream in = new DataInputStream(socket.getInputStream());
                in.readFully(new byte[in.readInt() - 4]);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeInt(length);
                out.writeInt(0x12345678);
                out.writeInt(0);
                out.writeInt(1);
                out.flush();
            } catch (IOException e) {
                // the next one
            }
        }
    }
}
