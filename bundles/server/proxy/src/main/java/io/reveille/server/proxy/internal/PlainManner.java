/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/** A port of its own for each service: nothing is said before the service speaks. */
final class PlainManner implements EntryManner {

    static final PlainManner INSTANCE = new PlainManner();

    private PlainManner() {}

    @Override
    public boolean watchesSilence() {
        return true;
    }

    @Override
    public void accepted(Channel client) {
        // the service speaks for itself
    }

    @Override
    public ChannelFuture refused(Channel client, ByteBuf said, UnservedException why) {
        return client.writeAndFlush(
                HttpRefusal.to(said, why)
                        .map(text -> ByteBufUtil.writeUtf8(client.alloc(), text))
                        .orElse(Unpooled.EMPTY_BUFFER));
    }
}
