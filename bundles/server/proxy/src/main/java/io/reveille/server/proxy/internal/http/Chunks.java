/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Writes a body whose length is not known before its end (RFC 9112 section 7.1). */
public final class Chunks {

    private static final byte[] LINE_END = {'\r', '\n'};

    private Chunks() {}

    /**
     * One chunk.
     *
     * @param data at least one octet, as none would end the body; given away
     */
    public static ByteBuf chunk(ByteBuf data) {
        String size = Integer.toHexString(data.readableBytes()) + "\r\n";
        return Unpooled.wrappedBuffer(
                Unpooled.wrappedBuffer(HeadReader.octets(size)),
                data,
                Unpooled.wrappedBuffer(LINE_END));
    }

    /** The end of the body. */
    public static ByteBuf last(Fields trailers) {
        StringBuilder text = new StringBuilder("0\r\n");
        for (Fields.Field field : trailers.list()) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        return Unpooled.wrappedBuffer(HeadReader.octets(text.append("\r\n").toString()));
    }
}
