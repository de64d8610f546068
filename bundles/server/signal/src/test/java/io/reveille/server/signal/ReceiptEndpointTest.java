/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What strangers may send to where receipts are awaited. */
@Timeout(60)
class ReceiptEndpointTest {
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final String NOBODY = "/receipt/" + "0".repeat(32);

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("GET " + NOBODY + " HTTP/1.1\r\n\r\n", 404),
                Arguments.of("GET / HTTP/1.1\r\nHost: x\r\n\r\n", 404),
                Arguments.of("DELETE " + NOBODY + " HTTP/1.1\r\n\r\n", 405),
                Arguments.of("SMTP\r\n\r\n", 400),
                Arguments.of("POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", 413),
                Arguments.of("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
                Arguments.of("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
                Arguments.of("GET /" + "a".repeat(9000) + " HTTP/1.1\r\n\r\n", 431),
                Arguments.of("GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(2000) + "\r\n", 431));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void answers_strangers_in_one_line(String request, int status) throws Exception {
        try (ReceiptEndpoint receipts = WebhookRouteTest.endpoint()) {
            assertThat(ask(receipts, request.getBytes(StandardCharsets.ISO_8859_1)))
                    .startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Property(tries = 50)
    void any_octets_get_a_refusal_and_the_next_one_an_answer(
            @ForAll @Size(max = 200) List<Byte> octets) throws Exception {
        byte[] noise = new byte[octets.size()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = octets.get(i);
        }
        try (ReceiptEndpoint receipts = WebhookRouteTest.endpoint()) {
            assertThat(ask(receipts, noise)).startsWith("HTTP/1.1 4");
            assertThat(ask(receipts, REQUEST)).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void goes_on_when_many_connect_and_say_nothing() throws Exception {
        try (ReceiptEndpoint receipts = WebhookRouteTest.endpoint()) {
            for (int i = 0; i < 200; i++) {
                new Socket(receipts.address().getAddress(), receipts.address().getPort()).close();
            }
            // as soon as it is done with them, and long before it would cut any of them off
            await().atMost(8, TimeUnit.SECONDS)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .untilAsserted(
                            () -> assertThat(ask(receipts, REQUEST)).startsWith("HTTP/1.1 404 "));
        }
    }

    private static String ask(ReceiptEndpoint receipts, byte[] octets) throws IOException {
        try (Socket socket =
                new Socket(receipts.address().getAddress(), receipts.address().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(octets);
            socket.shutdownOutput();
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                        .toLowerCase(Locale.ROOT)
                        .replace("http", "HTTP");
            }
        }
    }
}
