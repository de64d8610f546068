/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingKeyPairTest {

    /** RFC 7748 section 6.1, Alice; the PEM is what {@code openssl pkey} makes of it. */
    private static final String ALICE =
            """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VuBCIEIHcHbQpzGKV9PBbBclGyZkXfTC+H68CZKrF3+6UduSwq
            -----END PRIVATE KEY-----
            """;

    private static final String ALICE_PUBLIC =
            "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a";

    @TempDir Path directory;

    @Test
    void loads_the_key_pair_that_it_stored() throws IOException {
        SealingKeyPair pair = SealingKeyPair.generate();
        Path file = directory.resolve("keys/sealing.pem");

        pair.store(file);

        assertThat(SealingKeyPair.load(file).publicKey()).isEqualTo(pair.publicKey());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void loads_and_stores_what_openssl_writes() throws IOException {
        Path file = Files.writeString(directory.resolve("alice.pem"), ALICE);

        SealingKeyPair alice = SealingKeyPair.load(file);
        alice.store(file);

        assertThat(alice.publicKey().octets().hex()).isEqualTo(ALICE_PUBLIC);
        assertThat(Files.readString(file)).isEqualTo(ALICE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\nMC4C\n-----END PUBLIC KEY-----\n",
            })
    void says_which_file_holds_no_key(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("broken.pem"), content);

        assertThatIOException()
                .isThrownBy(() -> SealingKeyPair.load(file))
                .withMessageContaining("broken.pem");
    }

    @Test
    void refuses_a_key_of_another_algorithm() throws IOException {
        byte[] der = CertificateSigning.newKeyPair().getPrivate().getEncoded();
        Path file =
                Files.writeString(
                        directory.resolve("ec.pem"),
                        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                                .formatted(Base64.getMimeEncoder().encodeToString(der)));

        assertThatIOException()
                .isThrownBy(() -> SealingKeyPair.load(file))
                .withMessageContaining("X25519");
    }

    @Test
    void refuses_a_private_key_of_another_length() {
        assertThatIllegalArgumentException().isThrownBy(() -> SealingKeyPair.of(Secret.random(31)));
    }

    @Test
    void shows_its_public_half_alone() throws IOException {
        Path file = Files.writeString(directory.resolve("alice.pem"), ALICE);

        assertThat(SealingKeyPair.load(file))
                .hasToString("SealingKeyPair[" + Octets.fromHex(ALICE_PUBLIC).base64() + "]");
    }
}
