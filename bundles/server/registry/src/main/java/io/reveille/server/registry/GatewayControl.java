/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Asks gateways themselves, through their tunnels. The proxy publishes it as an OSGi service.
 * Answers are JSON as the gateway gave it (wire format, "Control"), at most 192 KiB: they come from
 * outside. Each call takes as long as the gateway needs, with waking two minutes at most.
 */
@ConsumerType
public interface GatewayControl {
    /**
     * How a gateway is.
     *
     * @param wake whether to wake it when it has no tunnel
     * @throws NoSuchElementException if there is no such gateway
     * @throws IllegalStateException if there is no answer: no tunnel, or it does not come, or the
     *     gateway can't tell; its message says what to do
     */
    String status(String gatewayId, boolean wake);

    /**
     * A page of its audit log, the newest entries first.
     *
     * @param before only entries with a lower number
     * @param limit 1 to 200
     * @throws NoSuchElementException as {@link #status}
     * @throws IllegalStateException as {@link #status}
     */
    String audit(String gatewayId, OptionalLong before, int limit, boolean wake);
}
