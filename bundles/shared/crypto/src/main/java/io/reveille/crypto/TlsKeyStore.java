/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import io.reveille.crypto.internal.EcKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Keys in a PKCS #12 file (RFC 7292) under the storage key, or in a PKCS #11 token, which they
 * never leave.
 */
public final class TlsKeyStore implements TlsKeyStorage {
    private static final int MOST_OCTETS = 1 << 20;

    private final KeyStore store;
    private final Optional<Path> file;
    private final Optional<Provider> token;
    private final Secret password;
    private final String description;

    private TlsKeyStore(
            KeyStore store,
            Optional<Path> file,
            Optional<Provider> token,
            Secret password,
            String description) {
        this.store = store;
        this.file = file;
        this.token = token;
        this.password = password;
        this.description = description;
    }

    /**
     * Opens or begins a PKCS #12 file of mode 600.
     *
     * @throws IOException when it can't be read, or is under another storage key
     */
    public static TlsKeyStore pkcs12(Path file, StorageKey storage) throws IOException {
        Secret password = storage.passphrase();
        char[] characters = characters(password);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(
                    Files.exists(file)
                            ? new ByteArrayInputStream(PrivateFile.read(file, MOST_OCTETS))
                            : null,
                    characters);
            return new TlsKeyStore(
                    store, Optional.of(file), Optional.empty(), password, "key store " + file);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /**
     * Opens a token.
     *
     * @param library the token's PKCS #11 library, such as {@code /usr/lib/softhsm/libsofthsm2.so}
     * @param slot the number of the token's slot in the library's list, 0 and up
     * @param pin the user's
     * @throws IOException when library, slot or PIN do not serve
     */
    public static TlsKeyStore pkcs11(Path library, int slot, Secret pin) throws IOException {
        String description = "PKCS #11 token in slot " + slot + " of " + library;
        char[] characters = characters(pin);
        try {
            Provider provider = provider(library, slot);
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, characters);
            return new TlsKeyStore(
                    store, Optional.empty(), Optional.of(provider), pin, description);
        } catch (GeneralSecurityException
                | InvalidParameterException
                | ProviderException
                | IOException e) {
            throw new IOException(
                    description + " can't be used: " + reason(e) + "; see library, slot and PIN",
                    e);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /** Signatures find the token's provider among the platform's, by its key. */
    private static Provider provider(Path library, int slot) throws IOException {
        Provider plain = Security.getProvider("SunPKCS11");
        if (plain == null) {
            throw new IOException("this Java has no SunPKCS11 (module jdk.crypto.cryptoki)");
        }
        String name = "reveille-" + Integer.toHexString(library.hashCode()) + "-" + slot;
        Provider known = Security.getProvider("SunPKCS11-" + name);
        if (known != null) {
            return known;
        }
        Provider configured =
                plain.configure(
                        """
                        --name = %s
                        library = %s
                        slotListIndex = %d
                        attributes(generate, CKO_PRIVATE_KEY, CKK_EC) = {
                          CKA_SENSITIVE = true
                          CKA_EXTRACTABLE = false
                          CKA_SIGN = true
                        }
                        """
                                .formatted(name, library, slot));
        Security.addProvider(configured);
        return configured;
    }

    @Override
    public KeyPair newKeyPair() throws IOException {
        if (token.isEmpty()) {
            return EcKeys.generate();
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", token.get());
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException | ProviderException e) {
            throw new IOException(description + " can't make a key: " + reason(e), e);
        }
    }

    @Override
    public synchronized Optional<TlsIdentity> load(String name) throws IOException {
        char[] characters = characters(password);
        try {
            Key key = store.getKey(name, characters);
            Certificate[] chain = store.getCertificateChain(name);
            if (!(key instanceof PrivateKey privateKey) || chain == null || chain.length == 0) {
                return Optional.empty();
            }
            TlsIdentity identity =
                    new TlsIdentity(
                            privateKey,
                            Arrays.stream(chain).map(X509Certificate.class::cast).toList());
            if (!EcKeys.match(privateKey, identity.certificate().getPublicKey())) {
                throw new IOException(
                        description
                                + ": key and certificate '"
                                + name
                                + "' do not belong together");
            }
            return Optional.of(identity);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new IOException(description + ": " + reason(e), e);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    @Override
    public synchronized void store(String name, TlsIdentity identity) throws IOException {
        char[] characters = characters(password);
        List<X509Certificate> chain = identity.chain();
        try {
            store.setKeyEntry(
                    name,
                    identity.privateKey(),
                    token.isPresent() ? null : characters,
                    chain.toArray(new Certificate[0]));
            write(characters);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new IOException(description + " can't be written: " + reason(e), e);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    @Override
    public synchronized void remove(String name) throws IOException {
        char[] characters = characters(password);
        try {
            if (store.containsAlias(name)) {
                store.deleteEntry(name);
                write(characters);
            }
        } catch (GeneralSecurityException | ProviderException e) {
            throw new IOException(description + " can't be written: " + reason(e), e);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private void write(char[] characters) throws IOException, GeneralSecurityException {
        if (file.isPresent()) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            store.store(octets, characters);
            PrivateFile.write(file.get(), octets.toByteArray());
        }
    }

    @Override
    public String description() {
        return description;
    }

    private static String reason(Exception e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }

    private static char[] characters(Secret secret) {
        byte[] octets = secret.copy();
        char[] characters =
                StandardCharsets.UTF_8.decode(ByteBuffer.wrap(octets)).toString().toCharArray();
        Arrays.fill(octets, (byte) 0);
        return characters;
    }
}
