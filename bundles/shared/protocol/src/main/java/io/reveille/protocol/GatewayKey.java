/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.SealingPublicKey;
import java.util.Optional;

/**
 * The key of a gateway to which requests are sealed.
 *
 * @param gatewayId whose key it is: one lower-case DNS label
 * @param generation counts the gateway's keys, 0 to 255
 * @param publicKey the public half
 * @param psk the key that gateway and fleet share, once they do
 */
public record GatewayKey(
        String gatewayId, int generation, SealingPublicKey publicKey, Optional<PreSharedKey> psk) {

    /**
     * @throws IllegalArgumentException when the id is no DNS label or the generation out of range
     */
    public GatewayKey {
        GatewayIds.check(gatewayId);
        Ranges.check("key generation", generation, 0, 0xFF);
    }
}
