/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The main job through server, SMS centre, modem and gateway, each a process of its own. */
class MainJobTest {
    private static final int MEGABYTE = 1 << 20;

    @RegisterExtension
    static final Site SITE =
            new Site(
                    () -> Map.of("echo", new EchoService().address(), "down", "127.0.0.1:1"),
                    Map.of());

    @Test
    void a_megabyte_of_random_octets_each_way_arrives_whole() throws Exception {
        byte[] sent = new byte[MEGABYTE];
        new Random(20261122).nextBytes(sent);
        byte[] received;
        try (Socket socket = SITE.connect("echo")) {
            CompletableFuture<Void> writing =
                    CompletableFuture.runAsync(() -> writeAndHalfClose(socket, sent));
            received = socket.getInputStream().readAllBytes();
            writing.join();
        }
        assertThat(sha256(received)).isEqualTo(sha256(sent));
        JsonObject session = ended(0);
        assertThat(session.get("outcome").getAsString()).isEqualTo("COMPLETED");
        assertThat(session.get("octetsUp").getAsLong()).isEqualTo(MEGABYTE);
        assertThat(session.get("octetsDown").getAsLong()).isEqualTo(MEGABYTE);
    }

    @Test
    void a_second_client_uses_the_tunnel_that_is_up_and_sends_no_second_request() throws Exception {
        exchange("first");
        exchange("second");
        assertThat(Site.steps(ended(0))).contains("C", "I").doesNotContain("D");
        assertThat(
                        SITE.sessions().stream()
                                .map(s -> SITE.session(s.get("key").getAsString()))
                                .map(Site::steps)
                                .filter(s -> s.contains("D"))
                                .count())
                .isEqualTo(1);
    }

    @Test
    void a_service_that_is_down_is_told_to_an_http_client_as_502() throws Exception {
        try (Socket socket = SITE.connect("down")) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 502 ");
        }
        assertThat(ended(0).get("outcome").getAsString()).isEqualTo("SERVICE_UNREACHABLE");
    }

    private static void exchange(String text) throws IOException {
        try (Socket socket = SITE.connect("echo")) {
            writeAndHalfClose(socket, text.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo(text);
        }
    }

    private static void writeAndHalfClose(Socket socket, byte[] octets) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(octets);
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The session that is {@code back} before the newest, once its record is closed. */
    private static JsonObject ended(int back) {
        String key = SITE.sessions().get(back).get("key").getAsString();
        await().atMost(Site.LIMIT)
                .until(() -> !SITE.session(key).get("outcome").getAsString().equals("OPEN"));
        return SITE.session(key);
    }

    private static byte[] sha256(byte[] octets) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(octets);
    }
}
