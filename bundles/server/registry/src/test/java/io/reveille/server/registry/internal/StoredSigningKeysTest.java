/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.crypto.StorageKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredSigningKeysTest {
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.US_ASCII);

    @TempDir Path directory;

    private final StorageKey storage = StorageKey.generate();

    @Test
    void a_key_is_there_again_after_a_restart_and_gone_when_removed() throws Exception {
        KeyPair pair = new StoredSigningKeys(directory, storage).create("zone-1");

        StoredSigningKeys later = new StoredSigningKeys(directory, storage);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(later.load("zone-1").orElseThrow());
        signature.update(TEXT);
        byte[] signed = signature.sign();
        signature.initVerify(pair.getPublic());
        signature.update(TEXT);
        assertThat(signature.verify(signed)).isTrue();

        later.remove("zone-1");
        later.remove("zone-1");
        assertThat(later.load("zone-1")).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_key_is_under_the_storage_key_and_for_its_owner_alone() throws Exception {
        PrivateKey key = new StoredSigningKeys(directory, storage).create("zone-1").getPrivate();
        Path file = directory.resolve("zone-1.key");

        assertThat(Files.readString(file)).contains("BEGIN ENCRYPTED PRIVATE KEY");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(key.getAlgorithm()).isEqualTo("EC");
        assertThatThrownBy(
                        () ->
                                new StoredSigningKeys(directory, StorageKey.generate())
                                        .load("zone-1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("zone-1.key")
                .hasMessageContaining("Restore it from a backup");
    }

    @Test
    void takes_no_name_that_is_another_key_or_place() {
        StoredSigningKeys keys = new StoredSigningKeys(directory, storage);
        for (String name : new String[] {"server", "zone-", "zone-../x", "zone-A", ""}) {
            assertThatThrownBy(() -> keys.create(name)).as(name).hasMessageContaining("name");
        }
    }
}
