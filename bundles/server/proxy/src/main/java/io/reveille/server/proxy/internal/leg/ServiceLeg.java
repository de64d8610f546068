/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.leg;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.net.SocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connection to a service that begins in this process: to those who serve clients it is a
 * client's socket, with its half-closures and its backpressure. Its far end moves to the tunnel's
 * event loop; its near end is on the client's.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
public final class ServiceLeg extends AbstractChannel implements DuplexChannel {

    private static final ChannelMetadata METADATA = new ChannelMetadata(false);
    private static final int MOST_UP = 64 * 1024;
    private static final int MOST_DOWN = 256 * 1024;

    private final ChannelConfig config = new LegConfig();
    private final SocketAddress client;
    private final EventLoop near;
    private final LegEnd end;
    private final Queue<ByteBuf> up = new ConcurrentLinkedQueue<>();
    private final AtomicInteger upOctets = new AtomicInteger();
    private final AtomicInteger downOctets = new AtomicInteger();
    private volatile boolean open = true;
    private volatile boolean aborted;
    private volatile boolean upEnded;
    private volatile boolean inputShutdown;
    private volatile boolean outputShutdown;
    private boolean readWanted;
    private boolean pouring;
    private boolean upFull;

    /**
     * A leg, not yet registered.
     *
     * @param client the address of the client for whom it is
     * @param near the client's event loop
     */
    public ServiceLeg(SocketAddress client, EventLoop near, LegEnd end) {
        super(null);
        this.client = client;
        this.near = near;
        this.end = end;
        config.setAutoRead(false);
    }

    /** As with TCP, closing with a linger time of 0 is a reset. */
    private final class LegConfig extends DefaultChannelConfig {

        LegConfig() {
            super(ServiceLeg.this);
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

    // ---- the near end

    /** Sends octets to the service; whether more may be sent at once. */
    public boolean send(ByteBuf octets) {
        if (!open) {
            octets.release();
            return true;
        }
        int waiting = upOctets.addAndGet(octets.readableBytes());
        up.add(octets);
        onFar(this::pour);
        upFull |= waiting >= MOST_UP;
        return !upFull;
    }

    /** Nothing more is sent. */
    public void endOfInput() {
        upEnded = true;
        onFar(this::pour);
    }

    /** Octets that were received have gone on. */
    public void taken(int octets) {
        int before = downOctets.getAndAdd(-octets);
        if (before > MOST_DOWN / 2 && before - octets <= MOST_DOWN / 2) {
            onFar(() -> unsafe().flush());
        }
    }

    /** Runs where the far end is; it may be about to move. */
    private void onFar(Runnable task) {
        EventLoop loop = eventLoop();
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(() -> onFar(task));
        }
    }

    /** Runs at the near end. */
    public void tell(Runnable task) {
        near.execute(task);
    }

    /** Its near end. */
    public LegEnd end() {
        return end;
    }

    // ---- the far end, as a channel

    private void pour() {
        if (!open) {
            releaseAll();
        }
        if (pouring || !isRegistered()) {
            return; // who registers it again lets it read again
        }
        pouring = true;
        boolean any = false;
        while (config.isAutoRead() || readWanted) {
            ByteBuf octets = up.poll();
            if (octets == null) {
                break;
            }
            readWanted = false;
            any = true;
            int length = octets.readableBytes();
            pipeline().fireChannelRead(octets);
            int before = upOctets.getAndAdd(-length);
            if (before > MOST_UP / 2 && before - length <= MOST_UP / 2) {
                tell(this::drained);
            }
        }
        pouring = false;
        if (any) {
            pipeline().fireChannelReadComplete();
        }
        if (upEnded && up.isEmpty() && !inputShutdown && (config.isAutoRead() || readWanted)) {
            inputShutdown = true;
            pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
    }

    private void drained() {
        if (upFull) {
            upFull = false;
            end.writable();
        }
    }

    @Override
    protected void doBeginRead() {
        readWanted = true;
        if (!pouring) {
            eventLoop().execute(this::pour);
        }
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) {
        while (in.current() instanceof ByteBuf octets && downOctets.get() < MOST_DOWN) {
            downOctets.addAndGet(octets.readableBytes());
            ByteBuf given = octets.retain();
            tell(() -> end.received(given));
            in.remove(); // whose promise may tell of the end
        }
    }

    @Override
    protected void doClose() {
        if (!open) {
            return;
        }
        open = false;
        boolean inOrder = inputShutdown && !aborted;
        inputShutdown = true;
        if (!outputShutdown) {
            outputShutdown = true;
            tell(inOrder ? end::ended : end::broke); // both directions had come to their end
        }
        releaseAll();
    }

    private void releaseAll() {
        for (ByteBuf octets = up.poll(); octets != null; octets = up.poll()) {
            octets.release();
        }
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        if (!outputShutdown) {
            outputShutdown = true;
            tell(end::ended);
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
        shutdownInput();
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
        return client;
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return client;
    }

    @Override
    protected void doBind(SocketAddress localAddress) {
        throw new UnsupportedOperationException("bound already");
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }
}
