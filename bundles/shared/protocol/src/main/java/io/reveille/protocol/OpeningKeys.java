/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.SealingPublicKey;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All keys by which one gateway opens access requests.
 *
 * @param gatewayId the gateway
 * @param senders the fleet's current and next sender keys by id
 * @param revoked ids of sender keys that must open nothing, even when they are still among {@code
 *     senders}
 * @param own the gateway's own current and previous key pair by generation
 * @param preSharedKeys the shared keys by epoch
 */
public record OpeningKeys(
        String gatewayId,
        Map<Integer, SealingPublicKey> senders,
        Set<Integer> revoked,
        Map<Integer, SealingKeyPair> own,
        Map<Integer, PreSharedKey> preSharedKeys) {

    /**
     * @throws IllegalArgumentException when the gateway id is none, an id or a generation out of
     *     range, or a shared key filed under another epoch than its own
     */
    public OpeningKeys {
        GatewayIds.check(gatewayId);
        senders.keySet().forEach(id -> Ranges.check("sender key id", id, 0, 0xFFFF));
        own.keySet().forEach(number -> Ranges.check("key generation", number, 0, 0xFF));
        preSharedKeys.forEach(
                (epoch, key) ->
                        Ranges.check("pre-shared key epoch", epoch, key.epoch(), key.epoch()));
        senders = Map.copyOf(senders);
        revoked = Set.copyOf(revoked);
        own = Map.copyOf(own);
        preSharedKeys = Map.copyOf(preSharedKeys);
    }

    /** Keys with nothing revoked. */
    public static OpeningKeys of(
            String gatewayId,
            Map<Integer, SealingPublicKey> senders,
            Map<Integer, SealingKeyPair> own,
            Collection<PreSharedKey> preSharedKeys) {
        return new OpeningKeys(
                gatewayId,
                senders,
                Set.of(),
                own,
                preSharedKeys.stream()
                        .collect(Collectors.toMap(PreSharedKey::epoch, Function.identity())));
    }
}
