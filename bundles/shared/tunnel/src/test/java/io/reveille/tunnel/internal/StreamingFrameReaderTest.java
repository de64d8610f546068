/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the frames, and however they are cut up, both readers tell the same story. */
class StreamingFrameReaderTest {

    private static final int[] TYPES = {0, 0, 0, 0, 0, 3, 4, 6, 8, 9, 42};

    @Property(tries = 500)
    void tells_what_the_plain_reader_tells(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 100_000) Integer> seeds,
            @ForAll @IntRange(min = 1, max = 50) int longestPiece,
            @ForAll long cuts) {
        byte[] octets = frames(seeds);

        List<String> plain = story(new DefaultHttp2FrameReader(), octets, octets.length, cuts);
        List<String> streaming =
                story(
                        new StreamingFrameReader(new DefaultHttp2FrameReader()),
                        octets,
                        longestPiece,
                        cuts);

        assertThat(streaming).isEqualTo(plain);
    }

    /** Frames of several types, some of them wrong. */
    private static byte[] frames(List<Integer> seeds) {
        ByteBuf out = Unpooled.buffer();
        for (int seed : seeds) {
            Random random = new Random(seed);
            int type = TYPES[random.nextInt(TYPES.length)];
            int length = type == 6 ? 8 : type == 8 || type == 3 ? 4 : random.nextInt(60);
            if (type == 4) {
                length = 0;
            }
            int flags = type == 0 ? new int[] {0, 1, 8, 9}[random.nextInt(4)] : 0;
            int stream = type == 4 || type == 6 ? 0 : random.nextInt(3);
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            if ((flags & 8) != 0 && length > 0) {
                payload[0] = (byte) random.nextInt(Math.max(1, length));
            }
            out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(stream);
            out.writeBytes(payload);
        }
        return ByteBufUtil.getBytes(out);
    }

    private static List<String> story(
            Http2FrameReader reader, byte[] octets, int longestPiece, long cuts) {
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
        ChannelHandlerContext ctx = channel.pipeline().firstContext();
        Storyteller story = new Storyteller();
        Random random = new Random(cuts);
        ByteBuf in = Unpooled.buffer();
        try {
            for (int at = 0; at < octets.length; ) {
                int piece = Math.min(octets.length - at, 1 + random.nextInt(longestPiece));
                in.writeBytes(octets, at, piece);
                at += piece;
                reader.readFrame(ctx, in, story);
            }
        } catch (Http2Exception e) {
            story.told.add(e.error() + ": " + e.getMessage());
        } finally {
            reader.close();
            channel.finishAndReleaseAll();
        }
        return story.told;
    }

    private static final class Storyteller extends Http2FrameAdapter {

        private final List<String> told = new ArrayList<>();

        @Override
        public int onDataRead(
                ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean last) {
            String hex = ByteBufUtil.hexDump(data);
            String open = "data " + id + " ";
            int end = told.size() - 1;
            boolean more =
                    end >= 0 && told.get(end).startsWith(open) && !told.get(end).contains("|");
            String said = more ? told.remove(end) + hex : open + hex;
            told.add(last || padding > 0 ? said + "|" + last : said);
            return data.readableBytes() + padding;
        }

        @Override
        public void onPingRead(ChannelHandlerContext ctx, long data) {
            told.add("ping " + data);
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int id, long code) {
            told.add("reset " + id + " " + code);
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
            told.add("settings");
        }

        @Override
        public void onWindowUpdateRead(ChannelHandlerContext ctx, int id, int increment) {
            told.add("window " + id + " " + increment);
        }

        @Override
        public void onUnknownFrame(
                ChannelHandlerContext ctx, byte type, int id, Http2Flags flags, ByteBuf payload) {
            told.add("unknown " + type + " " + ByteBufUtil.hexDump(payload));
        }
    }
}
