/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.crypto.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Someone who may reach services.
 *
 * @param hasPassword whether the user can log in by password
 * @param certificates SHA-256 fingerprints of certificates by which the user is known
 * @param revokedAt since when the user is shut out, if so
 */
public record User(
        String name,
        UserRights rights,
        boolean hasPassword,
        List<Octets> certificates,
        Instant createdAt,
        Optional<Instant> revokedAt) {
    public User {
        certificates = List.copyOf(certificates);
    }

    /** Whether the user is let in. */
    public boolean isActive() {
        return revokedAt.isEmpty();
    }
}
