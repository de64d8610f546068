/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads exactly one {@link HttpHead} and no octet more: what follows stays here until this handler
 * is removed, then goes to the next one.
 */
final class HttpHeadDecoder extends ByteToMessageDecoder {

    private static final int LONGEST = 4096;
    private static final byte[] END = {'\r', '\n', '\r', '\n'};

    private int searched;
    private boolean done;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (done) {
            return;
        }
        int start = in.readerIndex();
        int most = Math.min(in.readableBytes(), LONGEST);
        for (int i = Math.max(0, searched - END.length + 1); i <= most - END.length; i++) {
            if (endsAt(in, start + i)) {
                done = true;
                String text = in.toString(start, i, StandardCharsets.ISO_8859_1);
                in.skipBytes(i + END.length);
                out.add(
                        HttpHead.parse(text)
                                .orElseThrow(
                                        () -> new CorruptedFrameException("malformed HTTP head")));
                return;
            }
        }
        searched = most;
        if (most == LONGEST) {
            done = true;
            throw new CorruptedFrameException("HTTP head of more than " + LONGEST + " octets");
        }
    }

    private static boolean endsAt(ByteBuf in, int index) {
        for (int i = 0; i < END.length; i++) {
            if (in.getByte(index + i) != END[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the peer has sent anything behind the head. */
    boolean hasMore() {
        return actualReadableBytes() > 0;
    }
}
