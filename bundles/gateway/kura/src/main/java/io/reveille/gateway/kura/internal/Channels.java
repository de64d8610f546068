/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.gateway.kura.GatewayReport.Channel;
import io.reveille.gateway.signal.SignalListener;
import io.reveille.gateway.signal.SignalSourceFactory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The channels that the framework offers to a gateway. They come and go, and so do the gateways:
 * whichever comes later, a channel is open from when both are there until one of them goes.
 */
final class Channels {
    private final Map<SignalSourceFactory, Optional<Path>> factories = new LinkedHashMap<>();
    private final List<OpenChannels> gateways = new ArrayList<>();

    /**
     * A channel is there.
     *
     * @param properties of its service
     */
    synchronized void add(SignalSourceFactory factory, Map<String, ?> properties) {
        Optional<Path> home = home(properties);
        factories.put(factory, home);
        gateways.stream()
                .filter(gateway -> isFor(home, gateway))
                .forEach(gateway -> gateway.open(factory));
    }

    /** A channel goes; it is closed when this returns. */
    synchronized void remove(SignalSourceFactory factory) {
        factories.remove(factory);
        gateways.forEach(gateway -> gateway.close(factory));
    }

    /** Opens the channels for a gateway, also those that come later. */
    synchronized OpenChannels attach(Path home, String gatewayId, SignalListener listener) {
        OpenChannels gateway =
                new OpenChannels(home.toAbsolutePath().normalize(), gatewayId, listener);
        gateways.add(gateway);
        factories.forEach(
                (factory, only) -> {
                    if (isFor(only, gateway)) {
                        gateway.open(factory);
                    }
                });
        return gateway;
    }

    /** Closes the channels of a gateway. */
    synchronized void detach(OpenChannels gateway) {
        gateways.remove(gateway);
        gateway.closeAll();
    }

    /** How the channels of a gateway are. */
    synchronized List<Channel> report(OpenChannels gateway) {
        return gateway.report();
    }

    private static boolean isFor(Optional<Path> only, OpenChannels gateway) {
        return only.isEmpty() || only.get().equals(gateway.home());
    }

    private static Optional<Path> home(Map<String, ?> properties) {
        String text = Objects.toString(properties.get(SignalSourceFactory.HOME), "").strip();
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Path.of(text).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.of(Path.of("")); // no gateway's home
        }
    }
}
