/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.Octets;
import io.reveille.crypto.RootKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A key list and its signature: the list's octets and then 64 octets of Ed25519 over {@code
 * "reveille key list v1"} and the list's octets.
 */
public record SignedKeyList(KeyList list, Octets signature) {

    private static final byte[] CONTEXT =
            "reveille key list v1".getBytes(StandardCharsets.US_ASCII);

    /**
     * @throws IllegalArgumentException when the signature has not 64 octets
     */
    public SignedKeyList {
        if (signature.length() != RootKey.SIGNATURE_LENGTH) {
            throw new IllegalArgumentException("a signature has 64 octets");
        }
    }

    /**
     * Signs a list.
     *
     * @throws IllegalArgumentException when the list names another root key
     */
    public static SignedKeyList sign(KeyList list, RootKey root) {
        if (!list.rootKey().equals(root.publicKey())) {
            throw new IllegalArgumentException(
                    "the list is to be signed by the root key "
                            + RootKey.fingerprint(list.rootKey())
                            + ", this one is "
                            + RootKey.fingerprint(root.publicKey()));
        }
        return new SignedKeyList(list, root.sign(message(list)));
    }

    /**
     * Reads a list and its signature; {@link #isSignedBy} is still to be asked.
     *
     * @throws KeyMaterialException when these octets are nothing of the kind
     */
    public static SignedKeyList decode(Octets octets) throws KeyMaterialException {
        int length = octets.length() - RootKey.SIGNATURE_LENGTH;
        if (length < 1 || octets.length() > KeyList.MAXIMUM_LENGTH) {
            throw new KeyMaterialException("a signed key list of an impossible length");
        }
        return new SignedKeyList(
                KeyList.decode(octets.slice(0, length)), octets.slice(length, octets.length()));
    }

    /**
     * Whether the owner of this root key signed the list. Who had an earlier list of the fleet asks
     * with that one's root key, or its next.
     */
    public boolean isSignedBy(Octets rootKey) {
        return list.rootKey().equals(rootKey)
                && RootKey.verifies(rootKey, message(list), signature);
    }

    /** The list and the signature, as they travel. */
    public Octets encode() {
        Octets octets = list.encode();
        return Octets.of(
                ByteBuffer.allocate(octets.length() + signature.length())
                        .put(octets.toArray())
                        .put(signature.toArray())
                        .array());
    }

    private static Octets message(KeyList list) {
        Octets octets = list.encode();
        return Octets.of(
                ByteBuffer.allocate(CONTEXT.length + octets.length())
                        .put(CONTEXT)
                        .put(octets.toArray())
                        .array());
    }
}
