/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong on sites: no answer, tunnels cut, power cuts. */
class FaultsTest {
    @RegisterExtension
    static final Site SITE =
            new Site(
                    () -> Map.of("echo", new EchoService().address()),
                    Map.of("rendezvous.timeout", "5"));

    @Test
    void a_gateway_that_does_not_come_is_told_to_an_http_client_as_504() throws Exception {
        SITE.demo().killGateway();
        try (Socket socket = SITE.connect("echo")) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 504 ");
        } finally {
            SITE.demo().startGateway();
        }
        await().atMost(Site.LIMIT)
                .until(
                        () ->
                                SITE.newest()
                                        .get("outcome")
                                        .getAsString()
                                        .equals("GATEWAY_UNREACHABLE"));
        assertThat(SITE.newest().get("reason").getAsString()).isNotBlank();
        assertThat(SITE.newest().get("steps").toString()).contains("accepted by", "delivered");
    }

    @Test
    void a_tunnel_cut_while_octets_flow_closes_the_client_and_the_next_one_gets_a_new_tunnel()
            throws Exception {
        await().atMost(Site.LIMIT).ignoreExceptions().until(FaultsTest::reach);
        try (Socket socket = SITE.connect("echo")) {
            socket.getOutputStream().write(new byte[100_000]);
            assertThat(socket.getInputStream().readNBytes(50_000)).hasSize(50_000);
            SITE.demo().killGateway();
            assertThatCode(() -> drain(socket.getInputStream()))
                    .doesNotThrowAnyExceptionExcept(java.net.SocketException.class);
        } finally {
            SITE.demo().startGateway();
        }
        await().atMost(Site.LIMIT)
                .until(() -> SITE.newest().get("outcome").getAsString().equals("TUNNEL_LOST"));
        await().atMost(Site.LIMIT).ignoreExceptions().until(FaultsTest::reach);
        assertThat(Site.steps(SITE.newest())).contains("D", "H");
    }

    @Test
    void a_server_killed_in_mid_session_keeps_the_session_in_its_record() throws Exception {
        await().atMost(Site.LIMIT).ignoreExceptions().until(FaultsTest::reach);
        String key;
        try (Socket socket = SITE.connect("echo")) {
            socket.getOutputStream().write('x');
            assertThat(socket.getInputStream().read()).isEqualTo('x');
            key = SITE.newest().get("key").getAsString();
            SITE.demo().killServer();
        }
        SITE.demo().startServer();
        assertThat(SITE.session(key).get("outcome").getAsString()).isEqualTo("INTERRUPTED");
        await().atMost(Site.LIMIT).ignoreExceptions().until(FaultsTest::reach);
    }

    private static boolean reach() throws IOException {
        try (Socket socket = SITE.connect("echo")) {
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .equals("hello");
        }
    }

    private static void drain(InputStream in) throws IOException {
        in.transferTo(java.io.OutputStream.nullOutputStream());
    }
}
