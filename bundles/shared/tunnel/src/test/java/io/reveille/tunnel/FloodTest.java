/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The gateway against a proxy that keeps it busy with nothing. Buffers are not traced here, which
 * would take long.
 */
class FloodTest extends RawProxy {

    private ResourceLeakDetector.Level level;

    @BeforeAll
    void trace_nothing() {
        level = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    @AfterAll
    void trace_again() {
        ResourceLeakDetector.setLevel(level);
    }

    @Test
    void hangs_up_on_a_flood_of_streams_opened_and_reset() throws Exception {
        CompletionStage<GatewayTunnel> up = dial();
        try (SSLSocket peer = accept()) {
            OutputStream out = peer.getOutputStream();
            out.write(HELLO);
            drain(peer);
            GatewayTunnel tunnel = TestTunnel.get(up);
            for (int stream = 1; stream < 200_000; ) {
                ByteArrayOutputStream flood = new ByteArrayOutputStream();
                for (int i = 0; i < 500; i++, stream += 2) {
                    flood.writeBytes(RawFrames.connect(stream, "nothing"));
                    flood.writeBytes(RawFrames.frame(RawFrames.RST_STREAM, 0, stream, new byte[4]));
                }
                try {
                    flood.writeTo(out);
                } catch (IOException e) {
                    break; // it hung up
                }
            }

            TunnelEnd end = TestTunnel.get(tunnel.ended());
            assertThat(end.reason()).isEqualTo(TunnelEnd.Reason.PROTOCOL_ERROR);
            assertThat(end.detail()).contains("RST");
        }
    }

    /** PING, SETTINGS and marks. */
    @ParameterizedTest
    @CsvSource({"6, 8", "4, 0", "241, 8"})
    void hangs_up_on_a_flood_of_frames_whose_answers_are_not_read(int type, int length)
            throws Exception {
        CompletionStage<GatewayTunnel> up = dial();
        try (SSLSocket peer = accept()) {
            OutputStream out = peer.getOutputStream();
            out.write(HELLO);
            GatewayTunnel tunnel = TestTunnel.get(up);
            ByteArrayOutputStream questions = new ByteArrayOutputStream();
            for (int i = 0; i < 500; i++) {
                questions.writeBytes(RawFrames.frame(type, 0, 0, new byte[length]));
            }
            for (int i = 0; i < 10_000 && !tunnel.ended().toCompletableFuture().isDone(); i++) {
                try {
                    questions.writeTo(out);
                } catch (IOException e) {
                    break; // it hung up
                }
            }

            TunnelEnd end = TestTunnel.get(tunnel.ended());
            assertThat(end.reason()).isEqualTo(TunnelEnd.Reason.PROTOCOL_ERROR);
            assertThat(end.detail()).contains("answers not read");
        }
    }

    private static void drain(SSLSocket peer) {
        Thread reader =
                new Thread(
                        () -> {
                            try {
                                peer.getInputStream().transferTo(OutputStream.nullOutputStream());
                            } catch (IOException e) {
                                // the other end hung up
                            }
                        });
        reader.setDaemon(true);
        reader.start();
    }
}
