/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.wake;

import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.RouteHealth.State;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.WakeOrder;
import io.reveille.server.registry.WakePolicy;
import java.util.Comparator;
import java.util.List;

/**
 * Puts routes into the order that a policy asks for; what it does not tell apart stays as it is.
 */
final class RouteOrder {
    private RouteOrder() {}

    /** The allowed routes, the one to be tried first at the head. */
    static List<SignalRoute> sorted(List<SignalRoute> routes, WakePolicy policy) {
        Comparator<SignalRoute> down =
                Comparator.comparing(route -> route.health().state() == State.DOWN);
        Comparator<SignalRoute> preferred =
                Comparator.comparingInt(route -> policy.preference(route.channel()));
        Comparator<SignalRoute> healthy =
                Comparator.comparing(route -> asTried(route.health().state()));
        Comparator<SignalRoute> order =
                policy.order() == WakeOrder.CHEAPEST
                        ? down.thenComparingLong(RouteOrder::price)
                                .thenComparing(preferred)
                                .thenComparing(healthy)
                        : healthy.thenComparing(preferred);
        return routes.stream()
                .filter(route -> policy.allows(route.channel()))
                .sorted(order)
                .toList();
    }

    /** What nothing is known of is tried as if it were up, for nothing speaks against it. */
    private static State asTried(State state) {
        return state == State.UNKNOWN ? State.UP : state;
    }

    /** Whether a message costs nothing: it says so, or it is none of a telephone network's. */
    static boolean isFree(SignalRoute route) {
        return price(route) == 0;
    }

    private static long price(SignalRoute route) {
        long unknown = route.channel() == SignalChannel.SMS ? Long.MAX_VALUE : 0;
        return route.cost().map(cost -> cost.micros()).orElse(unknown);
    }
}
