/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.reveille.server.proxy.UdpOptions;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The public port of one service by UDP: what each client address sends is a flow of its own. All
 * on the port's event loop. New flows are bounded in number and in rate, because anyone can write
 * any address on a datagram; what a flow may cost in messages is bounded by the budgets.
 */
final class UdpPort extends SimpleChannelInboundHandler<DatagramPacket> {

    private static final int FLOWS_AT_ONCE = 64;
    private static final long NANOS_FOR_EACH = TimeUnit.SECONDS.toNanos(1) / 16;

    private final Reception reception;
    private final Destination destination;
    private final UdpOptions options;
    private final ClientAddresses addresses;
    private final Map<InetSocketAddress, UdpFlow> flows = new HashMap<>();
    private long spentUntil = System.nanoTime();

    UdpPort(Reception reception, Destination destination, UdpOptions options) {
        this.reception = reception;
        this.destination = destination;
        this.options = options;
        this.addresses = new ClientAddresses(options.allow());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        UdpFlow flow = flows.get(packet.sender());
        if (flow == null) {
            Optional<UdpFlow> begun = begin(ctx, packet.sender());
            if (begun.isEmpty()) {
                return;
            }
            flow = begun.get();
        }
        // a copy, because the buffer that was read into is as long as the longest datagram
        int length = packet.content().readableBytes();
        flow.fromClient(ctx.alloc().directBuffer(length).writeBytes(packet.content()));
    }

    private Optional<UdpFlow> begin(ChannelHandlerContext ctx, InetSocketAddress sender) {
        Caller client = Caller.at(sender);
        if (sender.getPort() == 0 || !mayBegin()) {
            return Optional.empty();
        }
        if (!addresses.allow(client.address().getAddress())) {
            reception.turnedAway(destination, client, "udp.allow does not have its address");
            return Optional.empty();
        }
        Optional<Caller> let = reception.admit(client, destination);
        if (let.isEmpty()) {
            reception.turnedAway(destination, client, "client.allow does not have its address");
            return Optional.empty();
        }
        if (flows.size() >= options.mostFlows()) {
            reception.turnedAway(destination, client, "too many clients at the same time");
            return Optional.empty();
        }
        UdpFlow flow =
                new UdpFlow(
                        reception,
                        destination,
                        let.get(),
                        sender,
                        ctx.channel(),
                        options.idle(),
                        () -> flows.remove(sender));
        flows.put(sender, flow);
        flow.begin();
        return Optional.of(flow);
    }

    /** 64 new flows at once, then 16 in a second. */
    private boolean mayBegin() {
        long now = System.nanoTime();
        long from = Math.max(spentUntil - now, -NANOS_FOR_EACH * FLOWS_AT_ONCE);
        if (from > 0) {
            return false;
        }
        spentUntil = now + from + NANOS_FOR_EACH;
        return true;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        new ArrayList<>(flows.values()).forEach(flow -> flow.end("the port was closed"));
        flows.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // that a client no longer listens where it sent from is no one else's concern
    }
}
