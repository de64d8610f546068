/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.proxy.internal.Destination;
import io.reveille.server.proxy.internal.EntryManner;
import io.reveille.server.proxy.internal.UnservedException;
import io.reveille.tunnel.StreamRequest;
import java.util.Optional;

/** CONNECT by HTTP/1.x: 200 when the service has accepted, else a status that says why not. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
record ConnectManner(ConnectHead head, Guest guest) implements EntryManner {

    @Override
    public boolean watchesSilence() {
        return false;
    }

    @Override
    public StreamRequest request(Destination destination, Caller client) {
        return request(head, guest, destination, client);
    }

    /**
     * What the client said to be let in goes no further; what it said beyond that is the gateway's
     * to judge.
     */
    static StreamRequest request(
            ConnectHead head, Guest guest, Destination destination, Caller client) {
        Optional<String> forGateway =
                guest.byCredentials()
                        ? head.forGateway()
                        : head.forGateway().or(head::authorization);
        return new StreamRequest(
                destination.service().name(), client.label(), head.target(), forGateway);
    }

    @Override
    public void accepted(Channel client) {
        client.writeAndFlush(
                ByteBufUtil.writeAscii(
                        client.alloc(), "HTTP/1.1 200 Connection established\r\n\r\n"));
    }

    @Override
    public ChannelFuture refused(Channel client, ByteBuf said, UnservedException why) {
        return client.writeAndFlush(
                ConnectAnswer.of(why, guest.byCredentials()).encode(client.alloc()));
    }
}
