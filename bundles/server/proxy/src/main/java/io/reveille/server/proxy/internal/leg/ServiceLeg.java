/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.leg;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
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
public final class ServiceLeg extends DuplexWithin {

    private static final int MOST_UP = 64 * 1024;
    private static final int MOST_DOWN = 256 * 1024;

    private final EventLoop near;
    private final LegEnd end;
    private final Queue<ByteBuf> up = new ConcurrentLinkedQueue<>();
    private final AtomicInteger upOctets = new AtomicInteger();
    private final AtomicInteger downOctets = new AtomicInteger();
    private volatile boolean upEnded;
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
        super(client);
        this.near = near;
        this.end = end;
    }

    // ---- the near end

    /** Sends octets to the service; whether more may be sent at once. */
    public boolean send(ByteBuf octets) {
        if (!isOpen()) {
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
        if (!isOpen()) {
            releaseAll();
        }
        if (pouring || !isRegistered()) {
            return; // who registers it again lets it read again
        }
        pouring = true;
        boolean any = false;
        while (config().isAutoRead() || readWanted) {
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
        if (upEnded
                && up.isEmpty()
                && !isInputShutdown()
                && (config().isAutoRead() || readWanted)) {
            shutdownInput();
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
    void closed(boolean inOrder, boolean outputEnded) {
        if (!outputEnded) {
            tell(inOrder ? end::ended : end::broke); // in order: both directions came to their end
        }
        releaseAll();
    }

    private void releaseAll() {
        for (ByteBuf octets = up.poll(); octets != null; octets = up.poll()) {
            octets.release();
        }
    }

    @Override
    void outputEnds() {
        tell(end::ended);
    }
}
