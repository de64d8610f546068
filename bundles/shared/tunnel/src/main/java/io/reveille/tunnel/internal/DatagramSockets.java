/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.reveille.tunnel.TunnelRuntime;
import java.net.InetSocketAddress;

/** Opens UDP sockets that hear and reach one service only. */
final class DatagramSockets {

    private final TunnelRuntime runtime;
    private final EventLoop loop;

    DatagramSockets(TunnelRuntime runtime, EventLoop loop) {
        this.runtime = runtime;
        this.loop = loop;
    }

    ChannelFuture open(InetSocketAddress service, ChannelHandler handler) {
        Bootstrap bootstrap =
                new Bootstrap().group(loop).channel(runtime.datagramType()).handler(handler);
        SocketOptions.datagrams(bootstrap);
        return bootstrap.connect(service);
    }
}
