/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayIdentityTest {
    private final TestFleet fleet = new TestFleet();
    private final GatewayIdentity identity = fleet.gateway("meter-17");
    @TempDir Path home;

    @Test
    void a_home_that_was_never_enrolled_has_none() throws Exception {
        assertThat(GatewayIdentity.load(home)).isEmpty();
    }

    @Test
    void what_was_stored_is_loaded() throws Exception {
        identity.store(home);

        GatewayIdentity kept = GatewayIdentity.load(home).orElseThrow();

        assertThat(kept.gatewayId()).isEqualTo("meter-17");
        assertThat(kept.tls()).isEqualTo(identity.tls());
        assertThat(kept.fleet()).isEqualTo(identity.fleet());
        assertThat(kept.sealingKeys().publicKey()).isEqualTo(identity.sealingKeys().publicKey());
    }

    @Test
    void only_the_owner_can_read_the_files() throws Exception {
        identity.store(home);

        assertThat(files("keys"))
                .hasSize(5)
                .allSatisfy(
                        file ->
                                assertThat(
                                                PosixFilePermissions.toString(
                                                        Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
    }

    @Test
    void whatever_file_is_missing_is_named_and_the_way_out_told() throws Exception {
        identity.store(home);
        for (Path file : files("keys")) {
            if (file.endsWith("identity.json")) {
                continue;
            }
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> GatewayIdentity.load(home))
                    .withMessageContaining("incomplete or damaged")
                    .withMessageContaining(
                            file.getFileName().toString().replaceFirst("[.](key|crt)$", ""))
                    .withMessageContaining("enrol again with a new code");
            Files.write(file, content);
        }
        assertThat(GatewayIdentity.load(home)).isPresent();
    }

    @Test
    void a_key_that_is_not_the_one_enrolled_is_told() throws Exception {
        identity.store(home);
        Path key =
                files("keys").stream()
                        .filter(f -> f.toString().contains("sealing-"))
                        .findFirst()
                        .orElseThrow();
        fleet.gateway("other").sealingKeys().store(key);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> GatewayIdentity.load(home))
                .withMessageContaining(key.getFileName() + " is not the key that it names");
    }

    @Test
    void a_truncated_index_is_told() throws Exception {
        identity.store(home);
        Path index = home.resolve("keys/identity.json");
        String text = Files.readString(index);
        for (int length : List.of(0, 1, text.length() / 2, text.length() - 3)) {
            Files.writeString(index, text.substring(0, length));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> GatewayIdentity.load(home))
                    .withMessageContaining("identity.json is incomplete or damaged");
        }
    }

    @Test
    void interrupted_before_the_index_was_written_the_old_identity_still_counts() throws Exception {
        identity.store(home);
        List<Path> old = files("keys");
        GatewayIdentity next = fleet.gateway("meter-17");
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Files.createDirectory(elsewhere.resolve("keys"));
        Files.copy(home.resolve("keys/storage.key"), elsewhere.resolve("keys/storage.key"));
        next.store(elsewhere);
        try (Stream<Path> fresh = Files.list(elsewhere.resolve("keys"))) {
            for (Path file : fresh.filter(f -> !isShared(f)).toList()) {
                Files.copy(file, home.resolve("keys").resolve(file.getFileName()));
            }
        }

        assertThat(GatewayIdentity.load(home).map(GatewayIdentity::tls))
                .isEqualTo(Optional.of(identity.tls()));
        next.store(home);
        assertThat(GatewayIdentity.load(home).map(GatewayIdentity::tls))
                .isEqualTo(Optional.of(next.tls()));
        assertThat(files("keys")).hasSize(5).doesNotContainAnyElementsOf(withoutIndex(old));
        assertThat(files("data")).hasSize(1);
    }

    private static boolean isShared(Path file) {
        return file.endsWith("identity.json") || file.endsWith("storage.key");
    }

    @Test
    void a_lost_replay_state_is_not_made_again_for_the_same_identity() throws Exception {
        identity.store(home);
        Files.delete(files("data").get(0));

        identity.store(home);

        assertThat(files("data")).isEmpty();
    }

    @Test
    void a_certificate_of_another_gateway_does_not_make_an_identity() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new GatewayIdentity(
                                        "meter-18",
                                        1,
                                        identity.sealingKeys(),
                                        identity.tls(),
                                        identity.fleet()))
                .withMessage("the certificate is not that of meter-18");
    }

    @Test
    void it_shows_nothing_of_its_keys() {
        assertThat(identity).hasToString("GatewayIdentity[meter-17, generation 1]");
    }

    private static List<Path> withoutIndex(List<Path> files) {
        List<Path> others = new ArrayList<>(files);
        others.removeIf(GatewayIdentityTest::isShared);
        return others;
    }

    private List<Path> files(String directory) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(directory))) {
            return files.toList();
        }
    }
}
