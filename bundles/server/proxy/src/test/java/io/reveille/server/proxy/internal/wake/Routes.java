/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.wake;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.RouteHealth;
import io.reveille.server.registry.SignalRate;
import io.reveille.server.registry.SignalRoute;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Routes that only tell how they are. */
record Routes(
        String name,
        SignalChannel channel,
        RouteHealth health,
        Optional<Money> cost,
        Optional<SignalRate> rate)
        implements SignalRoute {

    static Routes up(String name, SignalChannel channel, String cost) {
        return new Routes(
                name,
                channel,
                RouteHealth.up(""),
                Optional.of(Money.parse(cost)),
                Optional.empty());
    }

    static Routes priceless(String name, SignalChannel channel) {
        return new Routes(name, channel, RouteHealth.up(""), Optional.empty(), Optional.empty());
    }

    Routes but(RouteHealth other) {
        return new Routes(name, channel, other, cost, rate);
    }

    Routes but(SignalRate other) {
        return new Routes(name, channel, health, cost, Optional.of(other));
    }

    @Override
    public boolean reaches(Gateway gateway) {
        return true;
    }

    @Override
    public CompletionStage<String> send(Gateway to, Octets sealed, Duration validity) {
        return CompletableFuture.completedStage("accepted");
    }
}
