/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.util.Optional;

/**
 * Who a client is, as its credentials have shown.
 *
 * @param name the user's name, as it goes into records
 * @param role what the user may do besides
 * @param reach what the user may reach
 * @param scope what these credentials may be used for, if that is less
 * @param credential by what the user was known, for records: {@code password}, {@code token ID},
 *     {@code certificate FINGERPRINT}, followed by {@code of an authority} if the user is known by
 *     its issuer, or {@code jwt ISSUER}; never the secret itself
 */
public record ClientIdentity(
        String name,
        ClientRole role,
        ClientReach reach,
        Optional<ClientReach> scope,
        String credential) {

    /** The server's own operator, who needs no user; no user has this name. */
    public static final ClientIdentity SERVER =
            new ClientIdentity(
                    "the server's operator",
                    ClientRole.ADMIN,
                    ClientReach.EVERYTHING,
                    Optional.empty(),
                    "API");

    /** Whether this client may reach that service of that gateway. */
    public boolean mayReach(String gatewayId, String service) {
        return reach.allows(gatewayId, service)
                && scope.map(limit -> limit.allows(gatewayId, service)).orElse(true);
    }
}
