/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootKeyTest {

    private static final Secret PASSPHRASE =
            Secret.of("correct horse".getBytes(StandardCharsets.UTF_8));

    @TempDir Path directory;

    @Test
    void signs_what_its_public_half_verifies() {
        RootKey root = RootKey.generate();
        Octets message = Octets.of((byte) 1, (byte) 2);

        Octets signature = root.sign(message);

        assertThat(RootKey.verifies(root.publicKey(), message, signature)).isTrue();
        assertThat(RootKey.verifies(root.publicKey(), Octets.of((byte) 1), signature)).isFalse();
        assertThat(RootKey.verifies(RootKey.generate().publicKey(), message, signature)).isFalse();
        assertThat(RootKey.verifies(root.publicKey(), message, Octets.of(new byte[64]))).isFalse();
        assertThat(RootKey.verifies(Octets.of(), message, signature)).isFalse();
    }

    @Test
    void verifies_the_first_vector_of_rfc_8032() {
        Octets key =
                Octets.fromHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        Octets signature =
                Octets.fromHex(
                        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");

        assertThat(RootKey.verifies(key, Octets.of(), signature)).isTrue();
    }

    @Test
    void is_kept_under_its_passphrase_alone() throws Exception {
        RootKey root = RootKey.generate();
        root.store(directory, PASSPHRASE);

        assertThat(RootKey.load(directory, PASSPHRASE).publicKey()).isEqualTo(root.publicKey());
        assertThat(RootKey.loadPublic(directory.resolve("root.pub"))).isEqualTo(root.publicKey());
        assertThat(Files.readString(directory.resolve("root.key")))
                .startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        assertThatThrownBy(() -> RootKey.load(directory, Secret.random(8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the passphrase is not that of this key");
    }
}
