/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2FrameTypes;

/**
 * Hands the payload of DATA frames on as it comes, in as many parts as it takes, rather than
 * collecting (and copying) each frame first. To the listener it looks as if the peer had sent
 * smaller frames. All other frames go, whole, to the reader behind.
 */
final class StreamingFrameReader implements Http2FrameReader {

    private static final int HEADER = 9;
    private static final int FLAG_END_STREAM = 0x1;
    private static final int FLAG_END_HEADERS = 0x4;
    private static final int FLAG_PADDED = 0x8;

    private final Http2FrameReader whole;
    private boolean insideHeaderBlock;
    private int dataLeft;
    private int dataStream;
    private boolean dataEnds;

    StreamingFrameReader(Http2FrameReader whole) {
        this.whole = whole;
    }

    @Override
    public void readFrame(ChannelHandlerContext ctx, ByteBuf in, Http2FrameListener listener)
            throws Http2Exception {
        while (in.isReadable()) {
            if (dataLeft > 0) {
                readData(ctx, in, listener);
            } else if (!startFrame(ctx, in, listener)) {
                return;
            }
        }
    }

    private void readData(ChannelHandlerContext ctx, ByteBuf in, Http2FrameListener listener)
            throws Http2Exception {
        int length = Math.min(dataLeft, in.readableBytes());
        dataLeft -= length;
        listener.onDataRead(ctx, dataStream, in.readSlice(length), 0, dataEnds && dataLeft == 0);
    }

    private boolean startFrame(ChannelHandlerContext ctx, ByteBuf in, Http2FrameListener listener)
            throws Http2Exception {
        if (in.readableBytes() < HEADER) {
            return false;
        }
        int start = in.readerIndex();
        int length = in.getUnsignedMedium(start);
        int type = in.getByte(start + 3);
        int flags = in.getUnsignedByte(start + 4);
        int stream = in.getInt(start + 5) & Integer.MAX_VALUE;
        boolean tooLong = length > whole.configuration().frameSizePolicy().maxFrameSize();
        if (type == Http2FrameTypes.DATA
                && length > 0
                && stream > 0
                && (flags & FLAG_PADDED) == 0
                && !insideHeaderBlock
                && !tooLong) {
            in.skipBytes(HEADER);
            dataLeft = length;
            dataStream = stream;
            dataEnds = (flags & FLAG_END_STREAM) != 0;
            return true;
        }
        int needed =
                tooLong ? HEADER : HEADER + length; // the reader behind refuses what is too long
        if (in.readableBytes() < needed) {
            return false;
        }
        switch (type) {
            case Http2FrameTypes.HEADERS,
                    Http2FrameTypes.PUSH_PROMISE,
                    Http2FrameTypes.CONTINUATION ->
                    insideHeaderBlock = (flags & FLAG_END_HEADERS) == 0;
            default -> {}
        }
        whole.readFrame(ctx, in.readSlice(needed), listener);
        return true;
    }

    @Override
    public Configuration configuration() {
        return whole.configuration();
    }

    @Override
    public void close() {
        whole.close();
    }
}
