/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.protocol.SignalChannel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * One message that is about to be sent to wake a gateway.
 *
 * @param at when, to the microsecond
 * @param source for whose sake: a user's name or a client's address, 1 to 64 characters
 * @param route by which route, for people; cut at 100 characters
 * @param cost what it costs, if that is known
 */
public record SignalCharge(
        Instant at,
        String gatewayId,
        String source,
        SignalChannel channel,
        String route,
        Optional<Money> cost) {
    private static final int LONGEST_SOURCE = 64;
    private static final int LONGEST_ROUTE = 100;

    public SignalCharge {
        at = at.truncatedTo(ChronoUnit.MICROS);
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(cost, "cost");
        Gateway.requireId(gatewayId);
        if (source.isEmpty() || source.length() > LONGEST_SOURCE) {
            throw new IllegalArgumentException("a source has 1 to 64 characters: " + source);
        }
        route = route.substring(0, Math.min(route.length(), LONGEST_ROUTE));
    }
}
