/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.leg;

import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import java.net.SocketAddress;

/**
 * What a connection within this process has in common with a socket: it is open, and how it ends.
 */
abstract class DuplexWithin extends AbstractChannel implements DuplexChannel {

    private static final ChannelMetadata METADATA = new ChannelMetadata(false);

    private final ChannelConfig config = new LingerConfig();
    private final SocketAddress address;
    private volatile boolean open = true;
    private volatile boolean aborted;
    private volatile boolean inputShutdown;
    private volatile boolean outputShutdown;

    DuplexWithin(SocketAddress address) {
        super(null);
        this.address = address;
        config.setAutoRead(false);
    }

    /** As with TCP, closing with a linger time of 0 is a reset. */
    private final class LingerConfig extends DefaultChannelConfig {

        LingerConfig() {
            super(DuplexWithin.this);
        }

        @Override
        public <T> boolean setOption(ChannelOption<T> option, T value) {
            if (option.equals(ChannelOption.SO_LINGER)) {
                aborted = true;
                return true;
            }
            return super.setOption(option, value);
        }
    }

    /** Nothing more is written. */
    abstract void outputEnds();

    /**
     * It is closed now.
     *
     * @param inOrder whether all that was to be read had been, and nobody asked for a reset
     * @param outputEnded whether {@link #outputEnds} has been called
     */
    abstract void closed(boolean inOrder, boolean outputEnded);

    @Override
    protected void doClose() {
        if (!open) {
            return;
        }
        open = false;
        boolean inOrder = inputShutdown && !aborted;
        boolean outputEnded = outputShutdown;
        inputShutdown = true;
        outputShutdown = true;
        closed(inOrder, outputEnded);
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        if (!outputShutdown) {
            outputShutdown = true;
            outputEnds();
        }
        return promise.setSuccess();
    }

    @Override
    public ChannelFuture shutdownInput() {
        return shutdownInput(newPromise());
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        inputShutdown = true;
        return promise.setSuccess();
    }

    @Override
    public ChannelFuture shutdown() {
        return shutdown(newPromise());
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        inputShutdown = true;
        return shutdownOutput(promise);
    }

    @Override
    public boolean isInputShutdown() {
        return inputShutdown;
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown;
    }

    @Override
    public boolean isShutdown() {
        return inputShutdown && outputShutdown;
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new AbstractUnsafe() {
            @Override
            public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
                promise.setFailure(new UnsupportedOperationException("connected already"));
            }
        };
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return true;
    }

    @Override
    protected SocketAddress localAddress0() {
        return address;
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return address;
    }

    @Override
    protected void doBind(SocketAddress localAddress) {
        throw new UnsupportedOperationException("bound already");
    }
}
