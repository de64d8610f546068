/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIdentityTest {

    private final FleetCa ca = FleetCa.create("fleet", Instant.now());
    private final TlsIdentity identity =
            ca.issueServer(List.of("p.example"), List.of(), Instant.now(), Duration.ofDays(1));

    @TempDir Path directory;
    private Path key;
    private Path chain;

    @BeforeEach
    void name_the_files() {
        key = directory.resolve("tls.key");
        chain = directory.resolve("tls.crt");
    }

    @Test
    void is_the_same_after_it_was_stored_and_loaded() throws IOException {
        identity.store(key, chain);

        TlsIdentity loaded = TlsIdentity.load(key, chain);

        assertThat(loaded.chain()).isEqualTo(identity.chain());
        assertThat(loaded.privateKey()).isEqualTo(identity.privateKey());
        for (Path file : List.of(key, chain)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void is_not_loaded_with_the_key_of_another() throws IOException {
        ca.issueServer(List.of("p.example"), List.of(), Instant.now(), Duration.ofDays(1))
                .store(key, directory.resolve("other.crt"));
        identity.store(directory.resolve("other.key"), chain);

        assertThatIOException()
                .isThrownBy(() -> TlsIdentity.load(key, chain))
                .withMessageContaining("tls.key")
                .withMessageContaining("is not that of the certificate");
    }

    @Test
    void says_which_file_is_malformed() throws IOException {
        identity.store(key, chain);
        Files.writeString(chain, "hello");
        assertThatIOException()
                .isThrownBy(() -> TlsIdentity.load(key, chain))
                .withMessageContaining("tls.crt");

        Files.writeString(key, "hello");
        assertThatIOException()
                .isThrownBy(() -> TlsIdentity.load(key, chain))
                .withMessageContaining("tls.key");
    }

    @Test
    void needs_a_certificate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TlsIdentity(identity.privateKey(), List.of()));
    }

    @Test
    void certificates_survive_pem_in_their_order_and_number() throws KeyMaterialException {
        assertThat(Certificates.parse(Certificates.pem(identity.chain())))
                .isEqualTo(identity.chain());
        String nine = Certificates.pem(List.of(ca.certificate())).repeat(9);
        assertThatExceptionOfType(KeyMaterialException.class)
                .isThrownBy(() -> Certificates.parse(nine))
                .withMessageContaining("more than 8");
    }

    @Property
    void any_text_is_refused_as_a_certificate(@ForAll String text) {
        assertThatExceptionOfType(KeyMaterialException.class)
                .isThrownBy(() -> Certificates.parse(text));
    }
}
