/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.SignalNews;
import io.reveille.server.registry.SignalRoute;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A route that says it leads to a gateway, and leads to another. */
record RouteTo(String gatewayId, SignalRoute really) implements SignalRoute {

    @Override
    public String name() {
        return "detour";
    }

    @Override
    public SignalChannel channel() {
        return really.channel();
    }

    @Override
    public boolean reaches(Gateway gateway) {
        return gateway.id().equals(gatewayId);
    }

    @Override
    public CompletionStage<String> send(
            Gateway to, Octets sealed, Duration validity, Consumer<SignalNews> news) {
        return really.send(to, sealed, validity, news);
    }

    @Override
    public CompletionStage<String> send(Gateway to, Octets sealed, Duration validity) {
        return really.send(to, sealed, validity);
    }
}
