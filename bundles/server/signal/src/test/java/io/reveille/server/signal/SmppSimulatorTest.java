/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import static io.reveille.server.signal.Gateways.GATEWAY;
import static io.reveille.server.signal.Gateways.SEALED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jsmpp.examples.SMPPServerSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a service centre that its own authors wrote: hexadecimal ids, decimal in receipts. */
@Timeout(60)
class SmppSimulatorTest {

    @Test
    void a_request_is_accepted_and_its_receipt_told(@TempDir Path directory) throws Exception {
        int port = freePort();
        Thread simulator =
                new Thread(new SMPPServerSimulator(false, port, "j", "jpwd"), "simulator");
        simulator.setDaemon(true);
        simulator.start();
        List<String> news = new CopyOnWriteArrayList<>();
        SmppSettings settings =
                SmppSettings.of("127.0.0.1", port, "j", Gateways.password(directory, "jpwd"));

        try (SmppRoute route = SmppRoute.start(settings)) {
            await().until(() -> route.health().text().startsWith("bound"));
            String accepted =
                    route.send(
                                    GATEWAY,
                                    SEALED,
                                    Duration.ofMinutes(2),
                                    told -> news.add(told.text()))
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS);

            assertThat(accepted).startsWith("accepted by 127.0.0.1:" + port + ", id ");
            await().until(() -> news.equals(List.of("delivered")));
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
