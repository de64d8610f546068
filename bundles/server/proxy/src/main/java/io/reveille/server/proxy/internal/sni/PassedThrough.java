/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.sni;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.reveille.server.proxy.internal.EntryManner;
import io.reveille.server.proxy.internal.UnservedException;

/** TLS that is the service's own matter: the proxy has nothing to say in it but its end. */
final class PassedThrough implements EntryManner {

    static final PassedThrough INSTANCE = new PassedThrough();

    private PassedThrough() {}

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
        return client.writeAndFlush(TlsAlert.of(TlsAlert.INTERNAL_ERROR));
    }
}
