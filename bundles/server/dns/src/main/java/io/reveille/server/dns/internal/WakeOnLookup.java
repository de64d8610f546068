/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.server.registry.CidrBlock;
import io.reveille.server.registry.WakeDesk;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a gateway woken when a listed resolver looks one of its services up, on a thread of its own.
 * When that has too much to do, lookups wake nobody.
 */
final class WakeOnLookup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WakeOnLookup.class);
    private static final int MOST_WAITING = 64;

    private final List<CidrBlock> resolvers;
    private final Supplier<Optional<WakeDesk>> desk;
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(
                    0,
                    1,
                    10,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MOST_WAITING),
                    work -> {
                        Thread daemon = new Thread(work, "dns-wake");
                        daemon.setDaemon(true);
                        return daemon;
                    },
                    new ThreadPoolExecutor.DiscardPolicy());

    WakeOnLookup(List<CidrBlock> resolvers, Supplier<Optional<WakeDesk>> desk) {
        this.resolvers = resolvers;
        this.desk = desk;
    }

    void found(Answer.Lookup lookup, InetAddress asker) {
        if (!lookup.service().isEmpty()
                && resolvers.stream().anyMatch(block -> block.contains(asker))) {
            thread.execute(() -> wake(lookup, asker));
        }
    }

    private void wake(Answer.Lookup lookup, InetAddress asker) {
        try {
            desk.get().ifPresent(proxy -> proxy.wake(lookup.gatewayId(), lookup.service(), asker));
        } catch (RuntimeException e) {
            LOG.warn("gateway {} could not be woken by a lookup", lookup.gatewayId(), e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
