/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import java.io.IOException;
import java.security.KeyPair;
import java.util.Optional;

/**
 * Where a server or a gateway keeps the private keys of its certificates: files, or a key store.
 */
public interface TlsKeyStorage {
    /**
     * A fresh key pair on P-256, made where it is going to stay.
     *
     * @throws IOException when it can't be made
     */
    KeyPair newKeyPair() throws IOException;

    /**
     * The identity stored under this name.
     *
     * @throws IOException when it is there and can't be used
     */
    Optional<TlsIdentity> load(String name) throws IOException;

    /**
     * Stores an identity, in place of the one of that name.
     *
     * @param name lower-case letters, digits and hyphens
     * @throws IOException when it can't be written
     */
    void store(String name, TlsIdentity identity) throws IOException;

    /**
     * Removes the identity of this name, if there is one.
     *
     * @throws IOException when it can't be removed
     */
    void remove(String name) throws IOException;

    /** Where that is, in words for messages. */
    String description();
}
