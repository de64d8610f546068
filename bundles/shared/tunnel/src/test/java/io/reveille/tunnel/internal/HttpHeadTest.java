/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HttpHeadTest {

    private static final String HEAD = "GET /tunnel HTTP/1.1\r\nHost: x\r\nUpgrade:  a b \r\n\r\n";

    @Test
    void reads_the_start_line_and_the_fields_by_lower_case_name() {
        HttpHead head = HttpHead.parse("GET / HTTP/1.1\r\nHost: x\r\nUPGRADE:  a b ").orElseThrow();

        assertThat(head.startLine()).isEqualTo("GET / HTTP/1.1");
        assertThat(head.field("upgrade")).contains("a b");
        assertThat(head.says("host", "X")).isTrue();
        assertThat(head.field("nothing")).isEmpty();
    }

    @Test
    void refuses_folded_doubled_nameless_and_endless_fields() {
        assertThat(HttpHead.parse("GET / HTTP/1.1\r\nA: b\r\n c")).isEmpty();
        assertThat(HttpHead.parse("GET / HTTP/1.1\r\nA: b\r\na: b")).isEmpty();
        assertThat(HttpHead.parse("GET / HTTP/1.1\r\n: b")).isEmpty();
        assertThat(HttpHead.parse("GET / HTTP/1.1\r\nA : b")).isEmpty();
        assertThat(HttpHead.parse("GET / HTTP/1.1\r\nA: \u0001")).isEmpty();
        assertThat(HttpHead.parse("GET / HTTP/1.1" + "\r\nA: b".repeat(40))).isEmpty();
    }

    @Test
    void does_not_show_values() {
        assertThat(HttpHead.parse("GET / HTTP/1.1\r\nAuthorization: secret").orElseThrow())
                .asString()
                .doesNotContain("secret");
    }

    @Property
    void any_text_gives_a_head_or_none(@ForAll String text) {
        Optional<HttpHead> head = HttpHead.parse(text);

        assertThat(head.map(HttpHead::startLine))
                .matches(line -> line.map(text::startsWith).orElse(true));
    }

    @Property(tries = 300)
    void hands_on_every_octet_behind_the_head_however_it_is_cut(
            @ForAll @IntRange(min = 1, max = 80) int piece) {
        byte[] octets = (HEAD + "behind").getBytes(StandardCharsets.US_ASCII);
        HttpHeadDecoder decoder = new HttpHeadDecoder();
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        for (int at = 0; at < octets.length; at += piece) {
            channel.writeInbound(
                    Unpooled.copiedBuffer(octets, at, Math.min(piece, octets.length - at)));
        }

        assertThat(channel.<HttpHead>readInbound().startLine()).isEqualTo("GET /tunnel HTTP/1.1");
        assertThat(decoder.hasMore()).isTrue();
        channel.pipeline().remove(decoder);
        ByteBuf behind = channel.readInbound();
        assertThat(behind.toString(StandardCharsets.US_ASCII)).isEqualTo("behind");
        behind.release();
    }

    @Test
    void gives_up_on_a_head_that_does_not_end() {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpHeadDecoder());

        assertThatThrownBy(
                        () ->
                                channel.writeInbound(
                                        Unpooled.copiedBuffer(
                                                "x".repeat(4096), StandardCharsets.US_ASCII)))
                .isInstanceOf(DecoderException.class)
                .hasMessageContaining("4096");
    }
}
