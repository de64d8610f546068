/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageKeyTest {

    private static final Secret PASSPHRASE = Secret.of("grün".getBytes(StandardCharsets.UTF_8));

    @TempDir Path directory;

    @Test
    void opens_what_the_same_key_sealed_for_the_same_use() throws Exception {
        StorageKey key = StorageKey.generate();
        Path file = directory.resolve("storage.key");
        key.store(file, Optional.of(PASSPHRASE));
        Octets sealed = key.seal("psk of gw7", Secret.of(new byte[] {1, 2, 3}));

        StorageKey loaded = StorageKey.load(file, Optional.of(PASSPHRASE));

        assertThat(StorageKey.isSealed(file)).isTrue();
        assertThat(loaded.open("psk of gw7", sealed)).isEqualTo(Secret.of(new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> loaded.open("psk of gw8", sealed))
                .isInstanceOf(KeyMaterialException.class);
        assertThatThrownBy(() -> StorageKey.generate().open("psk of gw7", sealed))
                .isInstanceOf(KeyMaterialException.class);
        assertThatThrownBy(() -> StorageKey.load(file, Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("keys.passphrase.file");
        assertThatThrownBy(() -> StorageKey.load(file, Optional.of(Secret.random(4))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the passphrase is not");
    }

    @Test
    void keeps_keys_of_certificates_in_files_that_the_storage_key_opens() throws Exception {
        StorageKey key = StorageKey.generate();
        FleetCa ca = FleetCa.create("fleet", Instant.now());
        TlsKeyFiles files = new TlsKeyFiles(directory, key);
        files.store("fleet-ca", ca.identity());

        assertThat(Files.readString(directory.resolve("fleet-ca.key")))
                .contains("BEGIN ENCRYPTED PRIVATE KEY");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(directory.resolve("fleet-ca.key"))))
                .isEqualTo("rw-------");
        assertThat(files.load("fleet-ca").orElseThrow().certificate()).isEqualTo(ca.certificate());
        assertThat(files.load("other")).isEmpty();
        assertThatThrownBy(() -> new TlsKeyFiles(directory, StorageKey.generate()).load("fleet-ca"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void takes_over_a_key_that_was_stored_in_clear() throws Exception {
        FleetCa.create("fleet", Instant.now()).store(directory);

        new TlsKeyFiles(directory, StorageKey.generate()).load("fleet-ca");

        assertThat(Files.readString(directory.resolve("fleet-ca.key")))
                .contains("BEGIN ENCRYPTED PRIVATE KEY");
    }

    @Test
    void keeps_sealing_keys_under_the_storage_key() throws Exception {
        StorageKey key = StorageKey.generate();
        SealingKeyPair pair = SealingKeyPair.generate();
        Path file = directory.resolve("sender-1.key");
        pair.store(file, key);

        assertThat(SealingKeyPair.load(file, key).publicKey()).isEqualTo(pair.publicKey());
        assertThatThrownBy(() -> SealingKeyPair.load(file)).isInstanceOf(IOException.class);
    }

    @Test
    void keeps_identities_in_a_pkcs12_store_across_openings() throws Exception {
        StorageKey key = StorageKey.generate();
        Path file = directory.resolve("keys.p12");
        FleetCa ca = FleetCa.create("fleet", Instant.now());
        TlsKeyStore.pkcs12(file, key).store("fleet-ca", ca.identity());

        TlsKeyStore reopened = TlsKeyStore.pkcs12(file, key);

        assertThat(reopened.load("fleet-ca").orElseThrow().certificate())
                .isEqualTo(ca.certificate());
        assertThat(reopened.load("server")).isEmpty();
        assertThatThrownBy(() -> TlsKeyStore.pkcs12(file, StorageKey.generate()))
                .isInstanceOf(IOException.class);
    }
}
