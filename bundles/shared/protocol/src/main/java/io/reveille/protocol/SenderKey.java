/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.SealingKeyPair;

/**
 * A key with which a fleet's proxies seal.
 *
 * @param id how gateways know it, 0 to 65535
 * @param pair the key pair
 */
public record SenderKey(int id, SealingKeyPair pair) {

    /**
     * @throws IllegalArgumentException when the id is out of range
     */
    public SenderKey {
        Ranges.check("sender key id", id, 0, 0xFFFF);
    }
}
