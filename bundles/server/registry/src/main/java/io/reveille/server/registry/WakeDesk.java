/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.net.InetAddress;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Has gateways woken before a client has come. The proxy publishes it as an OSGi service. It is the
 * same wake as a client's: within the same budgets, in the record as a session of its own.
 */
@ConsumerType
public interface WakeDesk {
    /**
     * Has a gateway woken, unless its tunnel is up or it is being woken for this reason already.
     * Takes a disk's time.
     *
     * @param service that is going to be wanted; nothing happens if the gateway does not offer it
     * @param source for whose sake, as budgets count
     */
    void wake(String gatewayId, String service, InetAddress source);
}
