/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import io.reveille.server.registry.AuthorizationField;

/** Runs the committed seeds; with {@code JAZZER_FUZZ=1} it looks for more. */
class ConnectHeadFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void any_octets_are_a_request_for_a_name_or_refused(byte[] octets) {
        EmbeddedChannel channel = new EmbeddedChannel(ConnectHead.decoder());
        channel.writeInbound(Unpooled.wrappedBuffer(octets));
        Object read;
        while ((read = channel.readInbound()) != null) {
            if (read instanceof HttpRequest request) {
                judge(request);
            }
            ReferenceCountUtil.release(read);
        }
        channel.finishAndReleaseAll();
    }

    private static void judge(HttpRequest request) {
        try {
            ConnectHead head = ConnectHead.of(request);
            assertThat(head.target()).startsWith(head.host() + ":").hasSizeLessThan(262);
            head.authorization()
                    .flatMap(AuthorizationField::parse)
                    .ifPresent(said -> assertThat(said.toString()).contains("Secret["));
        } catch (BadHeadException e) {
            assertThat(e.status()).isBetween(400, 505);
        }
    }
}
