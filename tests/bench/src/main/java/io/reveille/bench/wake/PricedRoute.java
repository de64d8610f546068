/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.wake;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.RouteHealth;
import io.reveille.server.registry.SignalNews;
import io.reveille.server.registry.SignalRoute;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A route whose messages have a price. */
record PricedRoute(SignalRoute route, Money price) implements SignalRoute {
    @Override
    public String name() {
        return route.name();
    }

    @Override
    public SignalChannel channel() {
        return route.channel();
    }

    @Override
    public boolean reaches(Gateway gateway) {
        return route.reaches(gateway);
    }

    @Override
    public RouteHealth health() {
        return route.health();
    }

    @Override
    public Optional<Money> cost() {
        return Optional.of(price);
    }

    @Override
    public CompletionStage<String> send(Gateway to, Octets sealed, Duration validity) {
        return route.send(to, sealed, validity);
    }

    @Override
    public CompletionStage<String> send(
            Gateway to, Octets sealed, Duration validity, Consumer<SignalNews> news) {
        return route.send(to, sealed, validity, news);
    }
}
