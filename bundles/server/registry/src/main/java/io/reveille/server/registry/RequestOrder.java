/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.protocol.SignalChannel;
import java.time.Duration;
import java.util.Objects;

/**
 * An access request that a person wants.
 *
 * @param service the name of the gateway's service that is wanted
 * @param channel by which it will travel: on any other it opens nothing
 * @param manner what is to be done with it
 * @param validity how long it is good for, 1 minute to 18 hours; not looked at with {@link
 *     Manner#SEND}, where it is the proxy's own
 */
public record RequestOrder(
        String gatewayId, String service, SignalChannel channel, Manner manner, Duration validity) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(18);

    /** What is to be done with a request. */
    public enum Manner {
        /** Hand it out; whoever carries it brings the tunnel up. */
        PRINT,
        /** The same, and clients wait for its tunnel meanwhile: the proxy sends none itself. */
        EXPECT,
        /** Send it by a route of the channel, as if a client had come. */
        SEND
    }

    public RequestOrder {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(manner, "manner");
        Gateway.requireId(gatewayId);
        if (!GatewayService.isName(service)) {
            throw new IllegalArgumentException(
                    "'%s' is not the name of a service".formatted(service));
        }
        if (validity.compareTo(SHORTEST) < 0 || validity.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a request is good for 1 minute to 18 hours, not " + validity);
        }
    }
}
