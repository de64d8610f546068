/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.util.NoSuchElementException;
import org.osgi.annotation.versioning.ConsumerType;

/** Where people get access requests. The proxy publishes it as an OSGi service. */
@ConsumerType
public interface RequestDesk {
    /**
     * Makes a request, and has its tunnel awaited. With {@link RequestOrder.Manner#SEND} it returns
     * before it is sent; the session tells what comes of it. Takes a disk's time.
     *
     * @throws NoSuchElementException if there is no such gateway or service
     * @throws IllegalStateException if there can be none now: the gateway is not active, lacks the
     *     number or mailbox, or has too many requests open; its message says what to do
     */
    RequestSlip request(RequestOrder order);
}
