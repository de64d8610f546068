/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.identity;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.KeyPlace;
import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.Secret;
import io.reveille.crypto.StorageKey;
import io.reveille.crypto.TlsIdentity;
import io.reveille.crypto.TlsKeyStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway's private keys are: under the storage key in {@code HOME/keys}, those for TLS in
 * files or a key store as {@link KeyPlaceFile} says. A TLS key has one name from the day it is
 * made, after its public half, so that a certificate comes to it without moving it.
 */
public final class KeyVault {
    private static final int MARK = 16;
    private static final String WAITING = "waits for its certificate";

    private final Path directory;
    private @Nullable StorageKey storage;

    private KeyVault(Path home) {
        this.directory = home.resolve("keys");
    }

    /** The keys below a home. */
    public static KeyVault in(Path home) {
        return new KeyVault(home);
    }

    /** The name of a TLS key. */
    public static String name(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return "tls-" + Octets.of(digest).hex().substring(0, MARK);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }

    /** A fresh TLS key, kept where it is going to stay. */
    public KeyPair newTlsKey() throws IOException {
        TlsKeyStorage tls = tls();
        KeyPair made = tls.newKeyPair();
        String name = name(made.getPublic());
        tls.store(
                name,
                new TlsIdentity(
                        made.getPrivate(), List.of(CertificateSigning.unbelieved(made, WAITING))));
        return new KeyPair(made.getPublic(), tls(name).privateKey());
    }

    /**
     * The TLS key of this name, with the certificate that it was last stored with.
     *
     * @throws IOException when it isn't there or can't be used
     */
    public TlsIdentity tls(String name) throws IOException {
        TlsKeyStorage tls = tls();
        return tls.load(name)
                .orElseThrow(
                        () ->
                                new IOException(
                                        "the key " + name + " is not in " + tls.description()));
    }

    /** The key pair of this name. */
    public KeyPair tlsKey(String name) throws IOException {
        TlsIdentity found = tls(name);
        return new KeyPair(found.certificate().getPublicKey(), found.privateKey());
    }

    /** Keeps a TLS key with its certificate. */
    public void store(TlsIdentity identity) throws IOException {
        tls().store(name(identity.certificate().getPublicKey()), identity);
    }

    /** Removes a TLS key. */
    public void remove(String name) throws IOException {
        tls().remove(name);
    }

    /** A sealing key's file. */
    public SealingKeyPair sealing(Path file) throws IOException {
        return SealingKeyPair.load(file, storage());
    }

    /** Writes a sealing key's file. */
    public void store(SealingKeyPair pair, Path file) throws IOException {
        pair.store(file, storage());
    }

    /** A secret, for a file. */
    public Octets seal(String use, Secret secret) throws IOException {
        return storage().seal(use, secret);
    }

    /** A secret from a file. */
    public Secret open(String use, Octets sealed) throws IOException, KeyMaterialException {
        return storage().open(use, sealed);
    }

    /**
     * Has the keys kept elsewhere from now on, and those that there are moved there.
     *
     * @param names of the TLS keys that there are
     * @throws IOException when that can't be done; then all is as it was
     */
    public void move(KeyPlace to, Set<String> names) throws IOException {
        KeyPlaceFile file = new KeyPlaceFile(directory);
        KeyPlace from = file.read();
        if (from.equals(to)) {
            return;
        }
        StorageKey key = to.storageKey(directory);
        TlsKeyStorage fresh = to.certificates(directory, key);
        boolean sameStore = from.kind() == to.kind() && from.token().equals(to.token());
        if (sameStore || names.isEmpty()) {
            file.write(to);
            return;
        }
        TlsKeyStorage old = from.certificates(directory, key);
        copy(old, fresh, names);
        file.write(to);
        for (String name : names) {
            old.remove(name);
        }
    }

    private void copy(TlsKeyStorage old, TlsKeyStorage fresh, Set<String> names)
            throws IOException {
        for (String name : names) {
            Optional<TlsIdentity> identity = old.load(name);
            if (identity.isPresent() && identity.get().privateKey().getEncoded() == null) {
                throw new IOException(
                        "the gateway's TLS key can't leave the "
                                + old.description()
                                + ": set keys.store back, or delete identity.json in "
                                + directory
                                + " and enrol again with a new code");
            }
            if (identity.isPresent()) {
                fresh.store(name, identity.get());
            }
        }
    }

    private TlsKeyStorage tls() throws IOException {
        return place().certificates(directory, storage());
    }

    private synchronized StorageKey storage() throws IOException {
        if (storage == null) {
            storage = place().storageKey(directory);
        }
        return storage;
    }

    private KeyPlace place() throws IOException {
        return new KeyPlaceFile(directory).read();
    }
}
