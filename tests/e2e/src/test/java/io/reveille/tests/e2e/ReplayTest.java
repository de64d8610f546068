/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.cli.demo.DemoSite;
import io.reveille.gateway.agent.AuditEntry;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A request copied on its way and sent again, octet for octet, by who is allowed to send SMS. */
class ReplayTest {
    @RegisterExtension
    static final Site SITE = new Site(() -> Map.of("echo", new EchoService().address()), Map.of());

    @Test
    void a_request_replayed_before_and_after_kill_9_opens_nothing() throws Exception {
        InetSocketAddress centre = SITE.demo().smppAddress();
        Path home = SITE.demo().gatewayDirectory();
        byte[] recorded;
        try (RecordingRelay relay = new RecordingRelay(centre)) {
            sendThrough(relay.port());
            await().atMost(Site.LIMIT).until(() -> relay.recorded().length > 0);
            reach();
            recorded = relay.recorded();
        }
        assertThat(Audit.of(home, "accepted")).hasSize(1);

        replay(recorded, centre);
        await().atMost(Site.LIMIT).until(() -> refusals(home) == 1);

        SITE.demo().killGateway();
        SITE.demo().startGateway();
        replay(recorded, centre);
        await().atMost(Site.LIMIT).until(() -> refusals(home) == 2);

        assertThat(Audit.of(home, "accepted")).hasSize(1);
        assertThat(Audit.of(home, "refused"))
                .extracting(AuditEntry::details)
                .allSatisfy(details -> assertThat(details.toString()).contains("REPLAYED"));
    }

    private static long refusals(Path home) throws IOException {
        return Audit.of(home, "refused").size();
    }

    private static void reach() throws IOException {
        try (Socket socket = SITE.connect("echo")) {
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("hello");
        }
    }

    /** Leads the server's SMPP route through another port. */
    private static void sendThrough(int port) throws IOException {
        Path file =
                SITE.demo().serverDirectory().resolve("etc").resolve(DemoSite.SMPP_CONFIGURATION);
        List<String> lines =
                Files.readAllLines(file).stream()
                        .map(line -> line.startsWith("port=") ? "port=" + port : line)
                        .toList();
        Files.write(file, lines);
    }

    /**
     * Sends what the server once sent, its bind and its message, each PDU after the answer to the
     * one before.
     */
    private static void replay(byte[] recorded, InetSocketAddress centre) throws IOException {
        DataInputStream requests = new DataInputStream(new ByteArrayInputStream(recorded));
        try (Socket socket = new Socket(centre.getAddress(), centre.getPort())) {
            socket.setSoTimeout((int) Site.LIMIT.toMillis());
            DataInputStream answers = new DataInputStream(socket.getInputStream());
            while (requests.available() > 0) {
                byte[] pdu =
                        requests.readNBytes(
                                ByteBuffer.wrap(recorded, recorded.length - requests.available(), 4)
                                        .getInt());
                if (pdu[4] >= 0) { // a request: the highest bit of the command id marks answers
                    socket.getOutputStream().write(pdu);
                    answers.skipNBytes(answers.readInt() - 4L);
                }
            }
        }
    }
}
