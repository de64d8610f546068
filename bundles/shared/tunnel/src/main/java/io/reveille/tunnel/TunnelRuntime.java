/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.reveille.tunnel.internal.EpollReadmission;
import io.reveille.tunnel.internal.SocketOptions;
import io.reveille.tunnel.internal.TlsContexts;
import java.util.concurrent.TimeUnit;

/**
 * The event loops that carry tunnels and the connections at their ends: Linux epoll where its
 * native library can be loaded, else the Java platform's own selector.
 */
public final class TunnelRuntime implements AutoCloseable {

    private final EventLoopGroup group;
    private final boolean epoll;

    private TunnelRuntime(EventLoopGroup group, boolean epoll) {
        this.group = group;
        this.epoll = epoll;
    }

    /**
     * Starts the event loops.
     *
     * @param threads how many, 1 to 256; a gateway needs one
     */
    public static TunnelRuntime start(int threads) {
        return start(threads, epollLoadable());
    }

    /** As {@link #start(int)} without native code. */
    public static TunnelRuntime startPortable(int threads) {
        return start(threads, false);
    }

    private static TunnelRuntime start(int threads, boolean epoll) {
        if (threads < 1 || threads > 256) {
            throw new IllegalArgumentException("threads: " + threads + " is not between 1 and 256");
        }
        IoHandlerFactory io = epoll ? EpollReadmission.factory() : NioIoHandler.newFactory();
        return new TunnelRuntime(
                new MultiThreadIoEventLoopGroup(
                        threads, new DefaultThreadFactory("reveille-tunnel", true), io),
                epoll);
    }

    private static boolean epollLoadable() {
        try {
            return Epoll.isAvailable();
        } catch (LinkageError e) { // the optional classes are not there
            return false;
        }
    }

    /** The event loops, for those who bring connections to a tunnel. */
    public EventLoopGroup group() {
        return group;
    }

    /** The type of a connection on these event loops. */
    public Class<? extends SocketChannel> socketType() {
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** The type of a listener on these event loops. */
    public Class<? extends ServerChannel> listenerType() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** The type of a UDP socket on these event loops. */
    public Class<? extends DatagramChannel> datagramType() {
        return epoll ? EpollDatagramChannel.class : NioDatagramChannel.class;
    }

    /**
     * Sets a UDP socket up: datagrams of every length are read whole, and little is kept that its
     * peers do not take.
     */
    public void prepare(Bootstrap socket) {
        SocketOptions.datagrams(socket);
    }

    /**
     * A listener that is not bound yet, for those who bring each connection to an event loop of
     * their choice.
     */
    public ServerChannel newListener() {
        return epoll ? new EpollServerSocketChannel() : new NioServerSocketChannel();
    }

    /**
     * Sets a client's connection up for a stream: half-closure allowed, pooled buffers, nothing
     * read until told to. To be called when the connection is initialised.
     */
    public void prepare(Channel client) {
        SocketOptions.relayed(client, epoll);
    }

    /** What carries connections and TLS, for people. */
    public String description() {
        boolean boringSsl = epoll && TlsContexts.nativeLoadable();
        return (epoll ? "epoll" : "Java sockets") + ", " + (boringSsl ? "BoringSSL" : "Java TLS");
    }

    /**
     * Whether native code may be used: epoll for connections and, where it can be loaded, BoringSSL
     * for TLS.
     */
    public boolean isNative() {
        return epoll;
    }

    /**
     * Closes every connection and ends the threads; returns when they have ended, after five
     * seconds at the latest.
     */
    @Override
    public void close() {
        group.shutdownGracefully(100, 2_000, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
