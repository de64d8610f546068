/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Asks one gateway to open one tunnel. It travels sealed, see {@link AccessRequestSealer}.
 *
 * @param tunnelProtocol how the tunnel is to be secured
 * @param issuedAt when it was sealed, rounded down to a second; 1970 to 2106
 * @param validity how long from then on, whole seconds, 1 to 65535
 * @param counter no two requests with the same sender key and recipient have the same; 0 to 2³²−1
 * @param servicePort the local port of the service asked for, 0 when there is none yet: then just
 *     the tunnel comes up
 * @param recipient whom it is for
 * @param proxy where the tunnel is to end
 * @param negotiationKey 16 octets, fresh and random for every request
 * @param encryptionKey 16 octets more, where an application asks for them
 */
public record AccessRequest(
        TunnelProtocol tunnelProtocol,
        Instant issuedAt,
        Duration validity,
        long counter,
        int servicePort,
        Recipient recipient,
        ProxyAddress proxy,
        Secret negotiationKey,
        Optional<Secret> encryptionKey) {

    /** How many octets the negotiation key and the encryption key have each. */
    public static final int KEY_LENGTH = 16;

    /** The greatest counter; after it the sender needs a new key. */
    public static final long MAXIMUM_COUNTER = 0xFFFF_FFFFL;

    /** The shortest sealed request: a long recipient of one octet, IPv4. */
    public static final int MINIMUM_SEALED_LENGTH = 92;

    /** The longest sealed request: a long recipient of 255 octets, both addresses, both keys. */
    public static final int MAXIMUM_SEALED_LENGTH = 378;

    /**
     * @throws IllegalArgumentException when a value is out of its range
     */
    public AccessRequest {
        issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
        Ranges.check("issued at", issuedAt.getEpochSecond(), 0, 0xFFFF_FFFFL);
        Ranges.check("validity in seconds", validity.toSeconds(), 1, 0xFFFF);
        if (!validity.equals(validity.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("validity must be whole seconds");
        }
        Ranges.check("counter", counter, 0, MAXIMUM_COUNTER);
        Ranges.check("service port", servicePort, 0, 0xFFFF);
        Ranges.check(
                "octets of the negotiation key", negotiationKey.length(), KEY_LENGTH, KEY_LENGTH);
        encryptionKey.ifPresent(
                key ->
                        Ranges.check(
                                "octets of the encryption key",
                                key.length(),
                                KEY_LENGTH,
                                KEY_LENGTH));
    }

    /** When it ceases to be valid. */
    public Instant expiresAt() {
        return issuedAt.plus(validity);
    }
}
