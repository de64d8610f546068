/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.net.InetAddress;
import java.time.Instant;

/**
 * A service that is open for an address for a while.
 *
 * @param service its name, or {@code *} for all that the user may reach
 * @param user on whose behalf
 */
public record AddressGrant(
        String id,
        InetAddress address,
        String gatewayId,
        String service,
        String user,
        Instant openedAt,
        Instant expiresAt) {}
