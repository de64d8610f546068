/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.protocol.ServiceTransport;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/** The fleet's gateways. Reading is from memory and cheap; every change is on disk on return. */
@ProviderType
public interface Registry {
    /** The gateway of that id, whatever its status. */
    Optional<Gateway> gateway(String id);

    /** All gateways, by id. */
    List<Gateway> gateways();

    /**
     * Shuts a gateway out: from now on its certificate is refused and open enrolment codes are
     * void.
     *
     * @throws NoSuchElementException if there is no such gateway
     */
    Gateway revoke(String id);

    /**
     * Changes where and how a gateway is woken, and how its tunnels come.
     *
     * @param change from what it is to what it shall be
     * @throws NoSuchElementException if there is no such gateway
     */
    Gateway reach(String id, UnaryOperator<GatewayReach> change);

    /**
     * The next counter for an access request from one sender key to one gateway: 1 and up, never
     * the same twice, not even after a crash. Gaps are normal.
     *
     * @throws IllegalStateException once 2^32 - 1 are used up: the sender key must be replaced
     */
    long nextCounter(int senderKeyId, String gatewayId);

    /**
     * Gives a service another public port, because its own can't be bound.
     *
     * @throws NoSuchElementException if there is no such gateway or service
     * @throws IllegalStateException if no port of the range is left
     */
    GatewayService movePort(String id, String service);

    /**
     * A port of the range for a name that leads nowhere, as a DNS answer needs it so that such
     * names can't be told from real ones: always the same as far as possible, never one in use.
     */
    int decoyPort(String gatewayId, String service, ServiceTransport transport);

    /**
     * Calls the listener after every change of gateways or services, on the changing thread: it
     * must return quickly and may ask the registry.
     *
     * @return close it to be called no more
     */
    Subscription onChange(Runnable listener);

    /** Ends a subscription. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
