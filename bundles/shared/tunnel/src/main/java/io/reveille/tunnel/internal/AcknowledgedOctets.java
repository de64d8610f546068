/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import java.util.concurrent.TimeUnit;

/** What the kernel knows of octets that the peer's kernel has acknowledged (TCP_INFO). */
interface AcknowledgedOctets {

    /** Whether the kernel tells. */
    boolean isKnown();

    /**
     * Whether octets are on their way and the peer acknowledged some, or answered a probe, in the
     * last {@code nanos} nanoseconds.
     */
    boolean within(long nanos);

    /** Of a connection; {@code epoll} if it is one of epoll's. */
    static AcknowledgedOctets of(Channel channel, boolean epoll) {
        return epoll ? new OfKernel((EpollSocketChannel) channel) : new Unknown();
    }

    /** Of a connection by epoll; loaded only where that is. */
    final class OfKernel implements AcknowledgedOctets {
        private final EpollSocketChannel channel;
        private final EpollTcpInfo info = new EpollTcpInfo();

        OfKernel(EpollSocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public boolean isKnown() {
            return true;
        }

        @Override
        public boolean within(long nanos) {
            channel.tcpInfo(info);
            return info.unacked() > 0 && info.lastAckRecv() < TimeUnit.NANOSECONDS.toMillis(nanos);
        }
    }

    /** Java's own sockets do not tell. */
    final class Unknown implements AcknowledgedOctets {
        @Override
        public boolean isKnown() {
            return false;
        }

        @Override
        public boolean within(long nanos) {
            return false;
        }
    }
}
