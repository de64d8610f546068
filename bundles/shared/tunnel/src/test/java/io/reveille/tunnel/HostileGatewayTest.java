/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.reveille.tunnel.RawFrames.Frame;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The proxy against gateways that hold a valid certificate and token, and then send what they like.
 */
@ExtendWith(NoLeaks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileGatewayTest {

    private static final byte[] SETTINGS = RawFrames.frame(RawFrames.SETTINGS, 0, 0);
    private static final byte[] SETTINGS_ACK =
            RawFrames.frame(RawFrames.SETTINGS, RawFrames.ACK, 0);

    private final TestFleet fleet = new TestFleet();
    private TunnelRuntime runtime;
    private TestTunnel proxy;

    @BeforeAll
    void start_event_loops() {
        runtime = TunnelRuntime.start(1);
    }

    @AfterAll
    void stop_event_loops() {
        runtime.close();
    }

    @BeforeEach
    void set_up() throws Exception {
        proxy = new TestTunnel(fleet, runtime, TunnelSettings.defaults());
    }

    @AfterEach
    void tear_down() {
        proxy.close();
    }

    private SSLSocket gateway() throws Exception {
        SSLSocket peer =
                RawTls.dial(
                        proxy.listener.address(),
                        Optional.of(fleet.gateway("gw1")),
                        fleet.anchor,
                        "TLSv1.3");
        String request =
                RawTls.REQUEST
                        + "Authorization: "
                        + TestTunnel.CREDENTIAL.authorization()
                        + "\r\n\r\n";
        peer.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertThat(RawTls.readHead(peer)).startsWith("HTTP/1.1 101 ");
        assertThat(peer.getInputStream().readNBytes(RawFrames.PREFACE.length))
                .isEqualTo(RawFrames.PREFACE);
        return peer;
    }

    private TunnelEnd endAfter(byte[]... octets) throws Exception {
        try (SSLSocket peer = gateway()) {
            peer.getOutputStream().write(RawFrames.join(octets));
            ProxyTunnel tunnel = proxy.opened.poll(10, TimeUnit.SECONDS);
            assertThat(tunnel).isNotNull();
            return TestTunnel.get(tunnel.ended());
        }
    }

    @Test
    void hangs_up_on_garbage() throws Exception {
        byte[] garbage = "no HTTP/2 at all".repeat(10).getBytes(StandardCharsets.US_ASCII);

        assertThat(endAfter(garbage).reason()).isEqualTo(TunnelEnd.Reason.PROTOCOL_ERROR);
    }

    @Test
    void hangs_up_on_a_gateway_that_opens_streams() throws Exception {
        assertThat(endAfter(SETTINGS, SETTINGS_ACK, RawFrames.connect(1, "proxy")).reason())
                .isEqualTo(TunnelEnd.Reason.PROTOCOL_ERROR);
    }

    @Test
    void takes_an_answer_that_is_no_number_for_a_refusal() throws Exception {
        try (SSLSocket peer = gateway()) {
            CompletableFuture<StreamAnswer> answer = ask();
            DataInputStream in = new DataInputStream(peer.getInputStream());
            peer.getOutputStream().write(RawFrames.join(SETTINGS, SETTINGS_ACK));
            int stream = RawFrames.readUntil(in, RawFrames.HEADERS).stream();
            peer.getOutputStream().write(RawFrames.answer(stream, "9x"));

            assertThat(answer.get()).isEqualTo(new StreamAnswer(502, ""));
        }
    }

    @Test
    void ignores_interim_answers() throws Exception {
        try (SSLSocket peer = gateway()) {
            CompletableFuture<StreamAnswer> answer = ask();
            DataInputStream in = new DataInputStream(peer.getInputStream());
            peer.getOutputStream().write(RawFrames.join(SETTINGS, SETTINGS_ACK));
            int stream = RawFrames.readUntil(in, RawFrames.HEADERS).stream();
            peer.getOutputStream()
                    .write(
                            RawFrames.join(
                                    RawFrames.answer(stream, "103"),
                                    RawFrames.answer(stream, "404")));

            assertThat(answer.get()).isEqualTo(new StreamAnswer(404, ""));
        }
    }

    @Test
    void gives_a_stream_whose_client_keeps_up_a_larger_window() throws Exception {
        try (SSLSocket peer = gateway()) {
            ProxyTunnel tunnel = proxy.opened.poll(10, TimeUnit.SECONDS);
            assertThat(tunnel).isNotNull();
            try (Socket client = TestTunnel.connect(proxy.entry(tunnel, "bulk"))) {
                Thread reader = new Thread(() -> TunnelContract.readAll(client));
                reader.start();

                assertThat(mostEverGranted(peer)).isGreaterThan(1024 * 1024);
                tunnel.close();
                reader.join();
            }
        }
    }

    @Test
    void counts_for_a_larger_window_what_comes_with_the_answer_to_the_ping() throws Exception {
        try (SSLSocket peer = gateway()) {
            ProxyTunnel tunnel = proxy.opened.poll(10, TimeUnit.SECONDS);
            assertThat(tunnel).isNotNull();
            try (Socket client = TestTunnel.connect(proxy.entry(tunnel, "bulk"))) {
                Thread reader = new Thread(() -> TunnelContract.readAll(client));
                reader.start();
                int half = TunnelLimits.defaults().streamWindow() / 2;
                DataInputStream in = new DataInputStream(peer.getInputStream());
                peer.getOutputStream().write(RawFrames.join(SETTINGS, SETTINGS_ACK));
                int stream = RawFrames.readUntil(in, RawFrames.HEADERS).stream();
                byte[] data = RawFrames.frame(RawFrames.DATA, 0, stream, new byte[half]);
                peer.getOutputStream().write(RawFrames.join(RawFrames.answer(stream, "200"), data));
                byte[] ping = RawFrames.readUntil(in, RawFrames.PING).payload();
                byte[] answer = RawFrames.frame(RawFrames.PING, RawFrames.ACK, 0, ping);

                peer.getOutputStream().write(RawFrames.join(data, answer));

                peer.setSoTimeout(10_000);
                Frame grant = RawFrames.readUntil(in, RawFrames.WINDOW_UPDATE);
                while (grant.stream() != stream || grant.word() <= half) {
                    grant = RawFrames.readUntil(in, RawFrames.WINDOW_UPDATE);
                }
                assertThat(grant.word()).isGreaterThanOrEqualTo(2 * half);
                tunnel.close();
                reader.join();
            }
        }
    }

    /**
     * Plays a gateway that sends whatever it may on its first stream, until its window has grown.
     */
    private static long mostEverGranted(SSLSocket peer) throws IOException {
        DataInputStream in = new DataInputStream(peer.getInputStream());
        peer.getOutputStream().write(RawFrames.join(SETTINGS, SETTINGS_ACK));
        int stream = RawFrames.readUntil(in, RawFrames.HEADERS).stream();
        peer.getOutputStream().write(RawFrames.answer(stream, "200"));
        long window = TunnelLimits.defaults().streamWindow();
        long most = window;
        long sent = 0;
        while (most <= 1024 * 1024 && sent < 500_000_000) {
            while (window >= 16_384) {
                peer.getOutputStream()
                        .write(RawFrames.frame(RawFrames.DATA, 0, stream, new byte[16_384]));
                window -= 16_384;
                sent += 16_384;
            }
            Frame frame = RawFrames.read(in);
            if (frame.type() == RawFrames.WINDOW_UPDATE && frame.stream() == stream) {
                window += frame.word();
                most = Math.max(most, window);
            } else if (frame.type() == RawFrames.PING && frame.flags() == 0) {
                peer.getOutputStream()
                        .write(RawFrames.frame(RawFrames.PING, RawFrames.ACK, 0, frame.payload()));
            }
        }
        return most;
    }

    @Test
    void tells_the_other_clients_nothing_of_what_one_gateway_does() throws Exception {
        TunnelCredential second =
                TunnelCredential.of(
                        new byte[16], "x".repeat(32).getBytes(StandardCharsets.US_ASCII));
        proxy.credentials.put(second, true);
        try (TestService echo = TestService.echo();
                SSLSocket hostile = gateway()) {
            assertThat(proxy.opened.poll(10, TimeUnit.SECONDS)).isNotNull();
            proxy.services.put("echo", echo.address());
            DialOrder order = proxy.order(proxy.listener.address());
            TestTunnel.Ends ends =
                    proxy.up(
                            new DialOrder(
                                    order.proxy(),
                                    order.serverName(),
                                    second,
                                    order.acceptedNanos(),
                                    Optional.empty()));
            try (Socket client = TestTunnel.connect(proxy.entry(ends.proxy(), "echo"))) {
                hostile.getOutputStream().write(new byte[100]);
                client.getOutputStream().write(3);

                assertThat(client.getInputStream().read()).isEqualTo(3);
            }
            assertThatThrownBy(
                            () -> {
                                DataInputStream in = new DataInputStream(hostile.getInputStream());
                                while (true) {
                                    in.readByte();
                                }
                            })
                    .isInstanceOfAny(EOFException.class, IOException.class);
        }
    }

    private CompletableFuture<StreamAnswer> ask() throws InterruptedException {
        ProxyTunnel tunnel = proxy.opened.poll(10, TimeUnit.SECONDS);
        assertThat(tunnel).isNotNull();
        return CompletableFuture.supplyAsync(
                        () -> tunnel.open("echo", "test", Unpooled.EMPTY_BUFFER),
                        tunnel.eventLoop())
                .thenCompose(ClientStream::answer);
    }
}
