/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.reveille.server.proxy.internal.EntryManner;
import io.reveille.server.proxy.internal.UnservedException;

/** SOCKS5: a reply of ten octets, whatever comes of it. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class SocksManner implements EntryManner {

    static final SocksManner INSTANCE = new SocksManner();

    private SocksManner() {}

    @Override
    public boolean watchesSilence() {
        return false;
    }

    @Override
    public void accepted(Channel client) {
        client.writeAndFlush(SocksReply.SUCCEEDED.encode(client.alloc()));
    }

    @Override
    public ChannelFuture refused(Channel client, ByteBuf said, UnservedException why) {
        return client.writeAndFlush(SocksReply.of(why).encode(client.alloc()));
    }
}
