/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.crypto.Octets;
import java.time.Instant;
import java.util.Optional;

/**
 * One key of the fleet, as it is kept.
 *
 * @param octets the public half: an X25519 key, or a certificate's DER
 * @param firstList the first list that had it, 0 for what gateways know from enrolment
 * @param since when it came into this state
 */
public record FleetKey(
        Kind kind, int id, Octets octets, State state, Optional<Long> firstList, Instant since) {

    /** What it is for. */
    public enum Kind {
        SENDER,
        CA
    }

    /** Where it stands in its life. */
    public enum State {
        NEXT,
        CURRENT,
        /** Replaced, and still good for gateways that slept. */
        OLD,
        REVOKED
    }

    public FleetKey in(State other, Instant now) {
        return new FleetKey(kind, id, octets, other, firstList, now);
    }

    public FleetKey announced(long version) {
        return new FleetKey(kind, id, octets, state, Optional.of(firstList.orElse(version)), since);
    }

    /** Whether a gateway with the list of this version knows it. */
    public boolean isKnownWith(long version) {
        return firstList.isPresent() && firstList.get() <= version;
    }
}
