/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

/**
 * A key that both ends of a sealing share beforehand (RFC 9180 section 5.1.2). With one, a sealed
 * message stays closed even to who breaks X25519 later.
 *
 * @param id which key this is, at least one octet; it is not secret
 * @param key at least 32 octets, random: not a password
 */
public record SealingPsk(Octets id, Secret key) {

    /**
     * @throws IllegalArgumentException when the id is empty or the key too short
     */
    public SealingPsk {
        if (id.length() == 0) {
            throw new IllegalArgumentException("a pre-shared key needs an id");
        }
        if (key.length() < 32) {
            throw new IllegalArgumentException(
                    "a pre-shared key has at least 32 octets, not " + key.length());
        }
    }
}
