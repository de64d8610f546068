/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * A token by which programs act for a user. The token itself is not kept.
 *
 * @param id by which people name it; a part of the token
 * @param scope to what it is limited; the user's own limits hold beside
 * @param usedAt when it was last used, to the minute
 */
public record ApiToken(
        String id,
        String user,
        String note,
        ClientReach scope,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> usedAt) {}
