/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.proxy.internal.Destination;
import io.reveille.server.proxy.internal.EntryManner;
import io.reveille.server.proxy.internal.UnservedException;
import io.reveille.server.proxy.internal.leg.ServiceLeg;
import io.reveille.tunnel.StreamRequest;

/** CONNECT by HTTP/2: the near end of its {@link ServiceLeg} says to the client what is to say. */
record StreamManner(ConnectHead head, Guest guest) implements EntryManner {

    @Override
    public boolean watchesSilence() {
        return false;
    }

    @Override
    public StreamRequest request(Destination destination, Caller client) {
        return ConnectManner.request(head, guest, destination, client);
    }

    @Override
    public void accepted(Channel client) {
        ServiceLeg leg = (ServiceLeg) client;
        leg.tell(leg.end()::accepted);
    }

    @Override
    public ChannelFuture refused(Channel client, ByteBuf said, UnservedException why) {
        ServiceLeg leg = (ServiceLeg) client;
        leg.tell(() -> leg.end().refused(why));
        return client.newSucceededFuture();
    }
}
