/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.tunnel.RawFrames.Frame;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The gateway against proxies that send what no proper proxy would, octet by octet. */
@ExtendWith(NoLeaks.class)
class HostileProxyTest extends RawProxy {

    private TunnelEnd endAfter(byte[]... octets) throws Exception {
        CompletionStage<GatewayTunnel> up = dial();
        try (SSLSocket peer = accept()) {
            try {
                peer.getOutputStream().write(RawFrames.join(octets));
            } catch (IOException e) {
                // it hung up while being written to
            }
            return TestTunnel.get(TestTunnel.get(up).ended());
        }
    }

    @Test
    void loses_nothing_of_what_comes_in_one_piece_with_the_101() throws Exception {
        CompletionStage<GatewayTunnel> up = dial();
        try (SSLSocket peer = accept()) {
            byte[] ping = "ping".getBytes(StandardCharsets.US_ASCII);
            peer.getOutputStream()
                    .write(
                            RawFrames.join(
                                    HELLO,
                                    RawFrames.connect(1, "echo"),
                                    RawFrames.frame(
                                            RawFrames.DATA, RawFrames.END_STREAM, 1, ping)));

            DataInputStream in = new DataInputStream(peer.getInputStream());
            Frame answer = RawFrames.readUntil(in, RawFrames.HEADERS);
            assertThat(answer.stream()).isEqualTo(1);
            assertThat(answer.payload()[0]).isEqualTo((byte) 0x88); // :status 200
            assertThat(RawFrames.readUntil(in, RawFrames.DATA).payload()).isEqualTo(ping);
            TestTunnel.get(up).close();
            TestTunnel.get(TestTunnel.get(up).ended());
        }
    }

    @Test
    void takes_the_101_and_all_that_follows_octet_by_octet() throws Exception {
        CompletionStage<GatewayTunnel> up = dial();
        try (SSLSocket peer = accept()) {
            OutputStream out = peer.getOutputStream();
            for (byte octet :
                    RawFrames.join(
                            HELLO,
                            RawFrames.connect(1, "echo"),
                            RawFrames.frame(RawFrames.DATA, 0, 1, (byte) 'a', (byte) 'b'))) {
                out.write(octet);
            }

            DataInputStream in = new DataInputStream(peer.getInputStream());
            assertThat(RawFrames.readUntil(in, RawFrames.DATA).payload()[0]).isEqualTo((byte) 'a');
            TestTunnel.get(up).close();
            TestTunnel.get(TestTunnel.get(up).ended());
        }
    }

    @Test
    void hangs_up_on_garbage_after_the_101() throws Exception {
        TunnelEnd end =
                endAfter(
                        ACCEPTED,
                        "HTTP/1.1 200 OK\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));

        assertThat(end.reason()).as(end.detail()).isEqualTo(TunnelEnd.Reason.PROTOCOL_ERROR);
    }

    @Test
    void hangs_up_on_a_frame_longer_than_it_said_it_takes() throws Exception {
        byte[] header = RawFrames.frame(RawFrames.DATA, 0, 1);
        header[0] = 0x7f;

        TunnelEnd end = endAfter(HELLO, RawFrames.connect(1, "echo"), header);

        assertThat(end.reason()).isEqualTo(TunnelEnd.Reason.PROTOCOL_ERROR);
        assertThat(end.detail()).contains("exceeds maximum");
    }

    @Test
    void hangs_up_on_data_for_a_stream_that_never_was() throws Exception {
        TunnelEnd end = endAfter(HELLO, RawFrames.frame(RawFrames.DATA, 0, 5, new byte[100]));

        assertThat(end.reason()).isEqualTo(TunnelEnd.Reason.PROTOCOL_ERROR);
    }

    @Test
    void hangs_up_on_a_header_block_without_end() throws Exception {
        byte[][] flood = new byte[200][];
        flood[0] = HELLO;
        flood[1] = RawFrames.frame(RawFrames.HEADERS, 0, 1, new byte[] {0, 1, 'x', 127, -1, 0x7f});
        for (int i = 2; i < flood.length; i++) {
            flood[i] = RawFrames.frame(RawFrames.CONTINUATION, 0, 1, new byte[16_000]);
        }

        assertThat(endAfter(flood).reason()).isEqualTo(TunnelEnd.Reason.PROTOCOL_ERROR);
    }

    @Test
    void resets_a_stream_that_is_sent_more_than_its_window() throws Exception {
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletionStage<GatewayTunnel> up = dial();
        try (TestService stalled = new TestService(connection -> over.join());
                SSLSocket peer = accept()) {
            gateway.services.put("stalled", stalled.address());
            OutputStream out = peer.getOutputStream();
            out.write(RawFrames.join(HELLO, RawFrames.connect(1, "stalled")));
            Thread writer =
                    new Thread(
                            () -> {
                                try {
                                    for (int i = 0; i < 2000; i++) {
                                        out.write(
                                                RawFrames.frame(
                                                        RawFrames.DATA, 0, 1, new byte[16 * 1024]));
                                    }
                                } catch (IOException e) {
                                    over.completeExceptionally(e);
                                }
                            });
            writer.start();

            Frame reset =
                    RawFrames.readUntil(
                            new DataInputStream(peer.getInputStream()), RawFrames.RST_STREAM);

            assertThat(reset.word()).isEqualTo(3); // FLOW_CONTROL_ERROR
            writer.join();
            over.complete(null);
            TestTunnel.get(up).close();
            TestTunnel.get(TestTunnel.get(up).ended());
        }
    }

    @Test
    void refuses_more_streams_than_it_said_it_takes_and_goes_on() throws Exception {
        gateway.close();
        TunnelLimits two = new TunnelLimits(2, 64 * 1024, 64 * 1024, 0, 16 * 1024);
        gateway = new TestTunnel(fleet, runtime, TunnelSettings.defaults().withLimits(two));
        gateway.services.put("echo", echo.address());
        CompletionStage<GatewayTunnel> up = dial();
        try (SSLSocket peer = accept()) {
            peer.getOutputStream()
                    .write(
                            RawFrames.join(
                                    HELLO,
                                    RawFrames.connect(1, "echo"),
                                    RawFrames.connect(3, "echo"),
                                    RawFrames.connect(5, "echo"),
                                    RawFrames.frame(RawFrames.DATA, 0, 3, (byte) 9)));
            DataInputStream in = new DataInputStream(peer.getInputStream());
            Frame refused = RawFrames.readUntil(in, RawFrames.RST_STREAM);

            assertThat(refused.stream()).isEqualTo(5);
            assertThat(refused.word()).isEqualTo(7); // REFUSED_STREAM
            assertThat(RawFrames.readUntil(in, RawFrames.DATA).stream()).isEqualTo(3);
            TestTunnel.get(up).close();
            TestTunnel.get(TestTunnel.get(up).ended());
        }
    }
}
