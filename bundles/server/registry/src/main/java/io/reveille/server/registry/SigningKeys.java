/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keys that parts of the server sign with (ECDSA on P-256), kept where the fleet's keys are: {@code
 * HOME/keys/NAME.key}, under the storage key.
 */
@ProviderType
public interface SigningKeys {
    /**
     * A fresh key pair; its private half is on the disk on return.
     *
     * @param name {@code zone-} and at most 40 lower-case letters, digits and hyphens
     * @throws IllegalStateException if it can't be written; its message says what to do
     */
    KeyPair create(String name);

    /**
     * The private half of the pair that was created under this name; empty if there is none.
     *
     * @throws IllegalStateException if it is there and can't be used; its message says why
     */
    Optional<PrivateKey> load(String name);

    /**
     * Destroys the key of this name, if there is one.
     *
     * @throws IllegalStateException if it can't be removed
     */
    void remove(String name);
}
