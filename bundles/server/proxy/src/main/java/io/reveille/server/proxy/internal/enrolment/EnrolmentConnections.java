/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.enrolment;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.Future;
import io.reveille.server.registry.Enrolments;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sets up each connection, within limits of number, size and time. */
@Sharable
@SuppressWarnings("FutureReturnValueIgnored") // closing can't fail in a way that matters
final class EnrolmentConnections extends ChannelInitializer<SocketChannel> {
    static final int MAX_BODY = 32 * 1024;

    private static final int MAX_LINE = 1024;
    private static final int MAX_HEADERS = 8 * 1024;
    private static final int MAX_CHUNK = 8 * 1024;

    private final EnrolmentSettings settings;
    private final ServerTls tls;
    private final Enrolments enrolments;
    private final Executor workers;
    private final ChannelGroup channels;
    private final AttemptLimit limit;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Source, Integer> openBySource = new ConcurrentHashMap<>();

    EnrolmentConnections(
            EnrolmentSettings settings,
            ServerTls tls,
            Enrolments enrolments,
            Executor workers,
            ChannelGroup channels) {
        this.settings = settings;
        this.tls = tls;
        this.enrolments = enrolments;
        this.workers = workers;
        this.channels = channels;
        this.limit = new AttemptLimit(settings.attempts(), settings.interval(), System::nanoTime);
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        InetAddress address = channel.remoteAddress().getAddress();
        Source source = Source.of(address);
        channel.closeFuture().addListener(closed -> release(source));
        if (!admit(source)) {
            channel.close();
            return;
        }
        channels.add(channel);
        Future<?> deadline =
                channel.eventLoop()
                        .schedule(
                                () -> {
                                    channel.close();
                                },
                                settings.deadline().toMillis(),
                                TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> deadline.cancel(false));
        channel.pipeline()
                .addLast(tls.context().newHandler(channel.alloc()))
                .addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_CHUNK))
                .addLast(new HttpObjectAggregator(MAX_BODY, true))
                .addLast(new EnrolmentHandler(enrolments, limit, workers, address));
    }

    /** Counts the connection in any case; it is released when it closes. */
    private boolean admit(Source source) {
        int all = open.incrementAndGet();
        int own = openBySource.merge(source, 1, Integer::sum);
        return all <= settings.connections() && own <= Math.max(1, settings.connections() / 8);
    }

    private void release(Source source) {
        open.decrementAndGet();
        openBySource.computeIfPresent(source, (key, count) -> count == 1 ? null : count - 1);
    }
}
