/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.tunnel.TunnelDialException.Stage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who does not get a tunnel, and how little they hear of it. */
@ExtendWith(NoLeaks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TunnelRefusalContract {

    private static final String FORBIDDEN =
            "HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    private static final String BAD_REQUEST =
            "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    private final TestFleet fleet = new TestFleet();
    private TunnelRuntime runtime;
    private TestTunnel tunnel;

    abstract TunnelRuntime start();

    @BeforeAll
    void start_event_loops() {
        runtime = start();
    }

    @AfterAll
    void stop_event_loops() {
        runtime.close();
    }

    @BeforeEach
    void set_up() throws Exception {
        TunnelTimings t = TunnelTimings.defaults();
        Duration soon = Duration.ofSeconds(2);
        tunnel =
                new TestTunnel(
                        fleet,
                        runtime,
                        TunnelSettings.defaults()
                                .withTimings(
                                        new TunnelTimings(
                                                soon,
                                                soon,
                                                soon,
                                                soon,
                                                t.idle(),
                                                t.pingInterval(),
                                                t.pingTimeout(),
                                                t.drain())));
    }

    @AfterEach
    void tear_down() {
        tunnel.close();
    }

    @Test
    void refuses_a_wrong_token() {
        byte[] other = new byte[32];
        other[31] = 1;
        TunnelCredential wrong = TunnelCredential.of(new byte[16], other);

        assertRefused(
                tunnel.dialer(),
                order(tunnel.listener.address(), TestFleet.SERVER_NAME, wrong),
                Stage.UPGRADE,
                "403");
        assertThat(tunnel.refusals).containsExactly("gw1 may not");
    }

    @Test
    void refuses_a_token_used_before() throws Exception {
        tunnel.up().proxy().close();

        assertRefused(
                tunnel.dialer(), tunnel.order(tunnel.listener.address()), Stage.UPGRADE, "403");
    }

    @Test
    void refuses_another_gateway_with_the_right_token() {
        assertRefused(
                tunnel.dialer(fleet.gateway("gw2")),
                tunnel.order(tunnel.listener.address()),
                Stage.UPGRADE,
                "403");
    }

    @Test
    void refuses_a_gateway_of_another_fleet() {
        TunnelTls stranger = new TestFleet().gateway("gw1");
        TunnelTls mixed = new TunnelTls(stranger.key(), stranger.chain(), fleet.anchor);

        assertThatThrownBy(
                        () ->
                                TestTunnel.get(
                                        tunnel.dialer(mixed)
                                                .dial(tunnel.order(tunnel.listener.address()))))
                .hasCauseInstanceOf(TunnelDialException.class);
        await().until(() -> !tunnel.refusals.isEmpty());
        assertThat(tunnel.refusals.element()).startsWith("TLS: ");
        assertThat(tunnel.requests).isEmpty();
    }

    @Test
    void refuses_an_expired_gateway_certificate() {
        Instant longAgo = Instant.now().minus(Duration.ofDays(60));

        assertThatThrownBy(
                        () ->
                                TestTunnel.get(
                                        tunnel.dialer(fleet.gatewayIssuedAt("gw1", longAgo))
                                                .dial(tunnel.order(tunnel.listener.address()))))
                .hasCauseInstanceOf(TunnelDialException.class);
        assertThat(tunnel.requests).isEmpty();
    }

    @Test
    void does_not_believe_a_proxy_of_another_fleet() {
        TunnelTls own = fleet.gateway("gw1");
        TunnelTls misled = new TunnelTls(own.key(), own.chain(), new TestFleet().anchor);

        assertRefused(
                tunnel.dialer(misled),
                tunnel.order(tunnel.listener.address()),
                Stage.HANDSHAKE,
                "TLS");
        assertThat(tunnel.requests).isEmpty();
    }

    @Test
    void believes_its_proxy_although_its_own_clock_is_back_in_1970() throws Exception {
        Clock reset = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        TunnelTls older = fleet.gatewayIssuedAt("gw1", Instant.now().minus(Duration.ofHours(9)));

        GatewayTunnel up =
                TestTunnel.get(
                        tunnel.dialer(older, reset).dial(tunnel.order(tunnel.listener.address())));

        assertThat(up.openStreams()).isZero();
        up.close();
        TestTunnel.get(up.ended());
    }

    @Test
    void believes_no_stranger_even_with_its_clock_back_in_1970() {
        TunnelTls own = fleet.gateway("gw1");
        TunnelTls misled = new TunnelTls(own.key(), own.chain(), new TestFleet().anchor);

        assertRefused(
                tunnel.dialer(misled, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)),
                tunnel.order(tunnel.listener.address()),
                Stage.HANDSHAKE,
                "TLS");
        assertRefused(
                tunnel.dialer(own, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)),
                order(tunnel.listener.address(), "other.fleet.example", TestTunnel.CREDENTIAL),
                Stage.HANDSHAKE,
                "other.fleet.example");
    }

    @Test
    void does_not_believe_a_proxy_whose_certificate_has_expired() throws Exception {
        tunnel.close();
        tunnel =
                new TestTunnel(
                        fleet,
                        fleet.serverIssuedAt(Instant.now().minus(Duration.ofDays(40))),
                        runtime,
                        TunnelSettings.defaults());

        assertRefused(
                tunnel.dialer(), tunnel.order(tunnel.listener.address()), Stage.HANDSHAKE, "TLS");
    }

    @Test
    void does_not_believe_a_proxy_of_another_name() {
        assertRefused(
                tunnel.dialer(),
                order(tunnel.listener.address(), "other.fleet.example", TestTunnel.CREDENTIAL),
                Stage.HANDSHAKE,
                "other.fleet.example");
        assertThat(tunnel.requests).isEmpty();
    }

    @Test
    void does_not_take_a_gateway_for_a_proxy() throws Exception {
        TestTunnel impostor = tunnel;
        try (var listener = RawTls.listen(fleet.gateway("gw9"))) {
            Thread accepting = new Thread(() -> acceptOne(listener));
            accepting.start();

            assertRefused(
                    impostor.dialer(),
                    order(
                            (InetSocketAddress) listener.getLocalSocketAddress(),
                            "gw9",
                            TestTunnel.CREDENTIAL),
                    Stage.HANDSHAKE,
                    "TLS");
        }
    }

    @Test
    void refuses_a_peer_without_a_certificate() throws Exception {
        try (SSLSocket peer =
                RawTls.dial(tunnel.listener.address(), Optional.empty(), fleet.anchor, "TLSv1.3")) {
            assertThatThrownBy(
                            () -> {
                                peer.startHandshake();
                                peer.getInputStream().read();
                            })
                    .isInstanceOf(SSLException.class);
        }
        await().until(() -> !tunnel.refusals.isEmpty());
        assertThat(tunnel.requests).isEmpty();
    }

    @Test
    void refuses_tls_1_2() throws Exception {
        try (SSLSocket peer =
                RawTls.dial(
                        tunnel.listener.address(),
                        Optional.of(fleet.gateway("gw1")),
                        fleet.anchor,
                        "TLSv1.2")) {
            assertThatThrownBy(peer::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void refuses_a_missing_and_a_malformed_credential() throws Exception {
        assertThat(answerTo(RawTls.REQUEST + "\r\n")).isEqualTo(FORBIDDEN);
        assertThat(answerTo(RawTls.REQUEST + "Authorization: Reveille session=\"AA==\"\r\n\r\n"))
                .isEqualTo(FORBIDDEN);
        assertThat(answerTo(RawTls.REQUEST + "Authorization: Basic YTpi\r\n\r\n"))
                .isEqualTo(FORBIDDEN);
        assertThat(tunnel.requests).isEmpty();
    }

    @Test
    void refuses_what_is_not_the_upgrade_request() throws Exception {
        String authorization = "Authorization: " + TestTunnel.CREDENTIAL.authorization() + "\r\n";
        assertThat(answerTo("GET / HTTP/1.1\r\nHost: x\r\n\r\n")).isEqualTo(BAD_REQUEST);
        assertThat(answerTo(RawTls.REQUEST + authorization + "Content-Length: 5\r\n\r\nhello"))
                .isEqualTo(BAD_REQUEST);
        assertThat(answerTo(RawTls.REQUEST + authorization + "\r\nPRI * HTTP/2.0\r\n\r\n"))
                .isEqualTo(BAD_REQUEST);
        assertThat(answerTo(RawTls.REQUEST + authorization + authorization + "\r\n")).isEmpty();
        assertThat(answerTo("x".repeat(5000))).isEmpty();
        assertThat(answerTo("\0\1\2\r\n\r\n")).isEmpty();
        assertThat(tunnel.requests).isEmpty();
    }

    @Test
    void takes_an_upgrade_request_that_comes_octet_by_octet() throws Exception {
        try (SSLSocket peer = gateway()) {
            String request =
                    RawTls.REQUEST
                            + "Authorization: "
                            + TestTunnel.CREDENTIAL.authorization()
                            + "\r\n\r\n";
            for (byte octet : request.getBytes(StandardCharsets.US_ASCII)) {
                peer.getOutputStream().write(octet);
            }

            assertThat(RawTls.readHead(peer)).startsWith("HTTP/1.1 101 ");
            assertThat(peer.getInputStream().readNBytes(24))
                    .asString()
                    .startsWith("PRI * HTTP/2.0");
        }
    }

    @Test
    void closes_on_garbage_instead_of_tls() throws Exception {
        try (Socket peer = TestTunnel.connect(tunnel.listener.address())) {
            peer.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(untilClosed(peer)).isTrue();
        }
        await().until(() -> !tunnel.refusals.isEmpty());
    }

    @Test
    void closes_on_silence_before_and_after_the_handshake() throws Exception {
        try (Socket mute = TestTunnel.connect(tunnel.listener.address());
                SSLSocket shy = gateway()) {
            shy.startHandshake();

            assertThat(untilClosed(mute)).isTrue();
            assertThat(untilClosed(shy)).isTrue();
        }
        await().until(() -> tunnel.refusals.size() == 2);
    }

    @Test
    void gives_up_on_a_proxy_that_does_not_answer() throws Exception {
        try (TestService mute = new TestService(c -> TestOctets.read(c.getInputStream()))) {
            assertRefused(
                    tunnel.dialer(), tunnel.order(mute.address()), Stage.HANDSHAKE, "timed out");
        }
    }

    @Test
    void gives_up_where_nothing_listens() throws Exception {
        InetSocketAddress gone = tunnel.listener.address();
        tunnel.close();

        assertRefused(tunnel.dialer(), tunnel.order(gone), Stage.CONNECT, "refused");
    }

    private static DialOrder order(
            InetSocketAddress proxy, String name, TunnelCredential credential) {
        return new DialOrder(proxy, name, credential, System.nanoTime(), Optional.empty());
    }

    private static void assertRefused(
            TunnelDialer dialer, DialOrder order, Stage stage, String said) {
        assertThatThrownBy(() -> TestTunnel.get(dialer.dial(order)))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        TunnelDialException.class,
                        failure -> {
                            assertThat(failure.stage()).isEqualTo(stage);
                            assertThat(failure).hasMessageContaining(said);
                        });
    }

    private SSLSocket gateway() throws Exception {
        return RawTls.dial(
                tunnel.listener.address(),
                Optional.of(fleet.gateway("gw1")),
                fleet.anchor,
                "TLSv1.3");
    }

    /** Everything that the proxy says to a request; empty if it just closes. */
    private String answerTo(String request) throws Exception {
        try (SSLSocket peer = gateway()) {
            OutputStream out = peer.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(peer.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static boolean untilClosed(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (IOException e) {
            return e.getMessage() != null && !e.getMessage().contains("timed out");
        }
    }

    private static void acceptOne(SSLServerSocket listener) {
        try (SSLSocket peer = (SSLSocket) listener.accept()) {
            peer.startHandshake();
        } catch (IOException e) {
            // the gateway hangs up
        }
    }
}
