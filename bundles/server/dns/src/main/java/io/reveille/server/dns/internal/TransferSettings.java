/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.crypto.Secret;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Who may have the zone as a whole, and what is in it then.
 *
 * @param secondaries who is told of changes (NOTIFY), at most 8
 * @param content what they get
 * @param key by which they are known (TSIG); without one nobody gets the zone
 */
public record TransferSettings(
        List<InetSocketAddress> secondaries, Content content, Optional<Key> key) {
    private static final int MOST_SECONDARIES = 8;

    /** Nobody gets the zone. */
    public static final TransferSettings NONE =
            new TransferSettings(List.of(), Content.ADDRESSES, Optional.empty());

    public TransferSettings {
        secondaries = List.copyOf(secondaries);
        if (secondaries.size() > MOST_SECONDARIES) {
            throw new IllegalArgumentException(
                    "secondaries: at most %d, but there are %d"
                            .formatted(MOST_SECONDARIES, secondaries.size()));
        }
        if (!secondaries.isEmpty() && key.isEmpty()) {
            throw new IllegalArgumentException(
                    "secondaries need a key: set transfer.key.file and write it there");
        }
    }

    /** What a secondary gets. */
    public enum Content {
        /** Every name has the public addresses; no services, so nothing of the fleet. */
        ADDRESSES,
        /** Active gateways and their services, which whoever may ask the secondary can list. */
        SERVICES
    }

    /**
     * A TSIG key for hmac-sha256 (RFC 8945).
     *
     * @param name without the final dot
     */
    public record Key(String name, Secret secret) {}
}
