/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.sni;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.reveille.server.proxy.internal.EntryManner;
import io.reveille.server.proxy.internal.UnservedException;

/** A service behind TLS that ends here, in a protocol that is not known: it is closed in order. */
final class PlainService implements EntryManner {

    static final PlainService INSTANCE = new PlainService();

    private PlainService() {}

    @Override
    public boolean watchesSilence() {
        return false;
    }

    @Override
    public void accepted(Channel client) {
        // the service speaks for itself
    }

    @Override
    public ChannelFuture refused(Channel client, ByteBuf said, UnservedException why) {
        return client.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }
}
