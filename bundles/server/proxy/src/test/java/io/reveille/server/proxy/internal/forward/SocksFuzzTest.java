/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the committed seeds; with {@code JAZZER_FUZZ=1} it looks for more. */
class SocksFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void any_octets_are_messages_or_refused_however_they_are_cut(byte[] octets) {
        assertThat(heard(octets, 1)).isEqualTo(heard(octets, Math.max(1, octets.length)));
    }

    /** What is understood of the octets when so many come at a time. */
    private static List<String> heard(byte[] octets, int piece) {
        List<String> heard = new ArrayList<>();
        ByteBuf in = Unpooled.buffer();
        int stage = 0;
        try {
            for (int i = 0; i < octets.length && stage < 3; i += piece) {
                in.writeBytes(octets, i, Math.min(piece, octets.length - i));
                Optional<? extends SocksMessage> next;
                do {
                    next = read(in, stage);
                    if (next.isPresent()) {
                        heard.add(text(next.get()));
                        stage++;
                    }
                } while (next.isPresent() && stage < 3);
            }
        } catch (SocksException e) {
            heard.add(e.getMessage() + e.reply());
        }
        return heard;
    }

    private static Optional<? extends SocksMessage> read(ByteBuf in, int stage)
            throws SocksException {
        return switch (stage) {
            case 0 -> SocksMessage.Greeting.read(in);
            case 1 -> SocksMessage.Login.read(in);
            default -> SocksMessage.Request.read(in);
        };
    }

    private static String text(SocksMessage message) {
        return message instanceof SocksMessage.Login login
                ? "login " + login.credentials().isPresent()
                : message.toString();
    }
}
