/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.reveille.crypto.EnrolmentCode;
import io.reveille.server.registry.GatewayStatus;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentLimitsTest extends EnrolmentEndpoint {
    @Test
    void takes_no_body_beyond_32_kibioctets() throws Exception {
        JsonObject claim = claim(code());
        claim.addProperty("padding", "x".repeat(EnrolmentConnections.MAX_BODY));

        try (SSLSocket socket = connect()) {
            byte[] body = claim.toString().getBytes(StandardCharsets.UTF_8);
            send(socket, "POST /enrol HTTP/1.1\r\nContent-Length: " + body.length + "\r\n\r\n");
            assertThat(head(socket)).isEqualTo("HTTP/1.1 413");
        }
        assertThat(registry.registry().gateway("gw7").orElseThrow().status())
                .isEqualTo(GatewayStatus.PENDING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\n\r\n",
                "garbage\r\n\r\n",
                "POST /enrol HTTP/9.9\r\n\r\n",
                "POST /enrol HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST /enrol HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"
            })
    void answers_or_drops_what_is_no_http(String request) throws Exception {
        start(limited(100, Duration.ofSeconds(1), 100));
        try (SSLSocket socket = connect()) {
            send(socket, request);

            assertThat(head(socket)).isIn("HTTP/1.1 400", "HTTP/1.1 403", "");
        }
        post(claim(code()).toString(), 200);
    }

    @Test
    void hangs_up_on_who_does_not_finish_in_time() throws Exception {
        start(limited(100, Duration.ofMillis(500), 100));

        try (Socket silent = new Socket(ANY_PORT.getAddress(), server.address().getPort());
                Socket noTls = new Socket(ANY_PORT.getAddress(), server.address().getPort());
                SSLSocket slow = connect()) {
            silent.setSoTimeout(10_000);
            noTls.setSoTimeout(10_000);
            send(noTls, "POST /enrol HTTP/1.0\r\n\r\n");
            send(slow, "POST /enrol HTTP/1.1\r\nContent-Length: 100\r\n\r\n{");

            assertThat(head(slow)).isEmpty();
            assertThat(ends(silent)).isTrue();
            assertThat(ends(noTls)).isTrue();
        }
    }

    @Test
    void hangs_up_on_too_many_connections_of_one_source() throws Exception {
        start(limited(16, Duration.ofSeconds(30), 100));

        try (SSLSocket first = connect();
                SSLSocket second = connect()) {
            first.startHandshake();
            second.startHandshake();
            // two of sixteen from one source
            try (Socket third = new Socket(ANY_PORT.getAddress(), server.address().getPort())) {
                third.setSoTimeout(10_000);
                assertThat(ends(third)).isTrue();
            }
        }
    }

    @Test
    void slows_down_who_tries_codes() throws Exception {
        start(limited(100, Duration.ofSeconds(30), 3));
        String guess =
                claim(EnrolmentCode.issue(registry.keys().ca().certificate()).text()).toString();

        for (int i = 0; i < 3; i++) {
            post(guess, 403);
        }

        post(guess, 429);
        post(claim(code()).toString(), 429);
    }

    @Test
    void says_which_port_it_can_not_have() {
        EnrolmentSettings same = EnrolmentSettings.at(server.address());

        assertThatThrownBy(
                        () -> EnrolmentServer.start(same, registry.keys(), registry.enrolments()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("enrolment can't listen on")
                .hasMessageContaining("enrolment.port");
    }

    private static EnrolmentSettings limited(int connections, Duration deadline, int attempts) {
        return new EnrolmentSettings(
                ANY_PORT, connections, deadline, attempts, Duration.ofHours(1));
    }

    /** Version and status of the answer; empty if the connection ends without one. */
    private static String head(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("neither answer nor end", e);
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean ends(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes().length < 100;
        } catch (SocketException e) {
            return true;
        }
    }
}
