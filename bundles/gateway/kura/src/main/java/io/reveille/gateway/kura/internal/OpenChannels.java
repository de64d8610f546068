/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.gateway.kura.GatewayReport.Channel;
import io.reveille.gateway.signal.SignalListener;
import io.reveille.gateway.signal.SignalSource;
import io.reveille.gateway.signal.SignalSourceFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels that are open for one gateway; {@link Channels} sees to one call at a time. */
final class OpenChannels {
    private static final Logger LOG = LoggerFactory.getLogger(OpenChannels.class);

    private final Path home;
    private final String gatewayId;
    private final SignalListener listener;
    private final Map<SignalSourceFactory, SignalSource> open = new LinkedHashMap<>();

    OpenChannels(Path home, String gatewayId, SignalListener listener) {
        this.home = home;
        this.gatewayId = gatewayId;
        this.listener = listener;
    }

    Path home() {
        return home;
    }

    void open(SignalSourceFactory factory) {
        try {
            close(Optional.ofNullable(open.put(factory, factory.open(gatewayId, listener))));
        } catch (RuntimeException | LinkageError e) { // a library that it needs is not there
            LOG.error("A channel of gateway {} cannot be opened", gatewayId, e);
        }
    }

    void close(SignalSourceFactory factory) {
        close(Optional.ofNullable(open.remove(factory)));
    }

    void closeAll() {
        open.values().forEach(source -> close(Optional.of(source)));
        open.clear();
    }

    List<Channel> report() {
        return open.values().stream()
                .map(source -> new Channel(source.channel(), source.health()))
                .toList();
    }

    private void close(Optional<SignalSource> source) {
        try {
            source.ifPresent(SignalSource::close);
        } catch (RuntimeException e) {
            LOG.warn("A channel of gateway {} did not close well", gatewayId, e);
        }
    }
}
