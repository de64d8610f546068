/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.wake;

import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.WakeOrder;
import io.reveille.server.registry.WakePolicy;
import java.util.List;
import java.util.Optional;

/**
 * Routes that are tried one after the other, beside other ways.
 *
 * @param only its channel; empty if it takes the routes of all
 */
record Way(Lane lane, Optional<SignalChannel> only) {
    /** One way, or one for each channel that there is. */
    static List<Way> of(List<SignalRoute> routes, WakePolicy policy, Lane.Limits limits) {
        if (routes.isEmpty()) {
            return List.of();
        }
        if (policy.order() != WakeOrder.PARALLEL) {
            return List.of(new Way(new Lane(limits), Optional.empty()));
        }
        return routes.stream()
                .map(SignalRoute::channel)
                .distinct()
                .map(channel -> new Way(new Lane(limits), Optional.of(channel)))
                .toList();
    }

    Lane.Step next(List<SignalRoute> routes, long now) {
        return lane.next(
                routes.stream()
                        .filter(route -> only.filter(c -> c != route.channel()).isEmpty())
                        .toList(),
                now);
    }
}
