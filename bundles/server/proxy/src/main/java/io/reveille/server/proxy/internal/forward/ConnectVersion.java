/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.reveille.server.registry.ClientIdentity;
import java.util.List;
import java.util.Optional;

/**
 * Tells HTTP/2 from HTTP/1.x by its preface (RFC 9113 section 3.4): whoever has agreed upon HTTP/2
 * by ALPN begins with it, and so does a client in clear that knows.
 */
@SuppressWarnings("FutureReturnValueIgnored") // closing cannot fail in a way that matters
final class ConnectVersion extends ByteToMessageDecoder {

    private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf();

    private final Channel client;
    private final Optional<ClientIdentity> shown;
    private final ConnectDesk desk;

    /**
     * @param shown whom the client's certificate shows, if it has one
     */
    ConnectVersion(Channel client, Optional<ClientIdentity> shown, ConnectDesk desk) {
        this.client = client;
        this.shown = shown;
        this.desk = desk;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        client.config().setAutoRead(true);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int length = Math.min(in.readableBytes(), PREFACE.readableBytes());
        if (!ByteBufUtil.equals(in, in.readerIndex(), PREFACE, 0, length)) {
            client.pipeline().addLast(new ConnectPrelude(client, shown, desk));
        } else if (length == PREFACE.readableBytes()) {
            ConnectMultiplex.begin(client, shown, desk);
        } else {
            return;
        }
        client.pipeline().remove(this); // which hands over what it has read
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
