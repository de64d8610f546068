/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.reveille.crypto.Octets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay file that is not whole opens nothing. */
class DamagedReplayFileTest {

    private static final CounterSeries SERIES =
            new CounterSeries(Octets.of(new byte[CounterSeries.LENGTH]));

    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void create_the_file() throws IOException {
        file = directory.resolve("replay");
        FileReplayStore.create(file);
    }

    @Test
    void does_not_open_when_its_file_is_missing() throws IOException {
        Files.delete(file);

        assertThatIOException()
                .isThrownBy(() -> FileReplayStore.open(file))
                .withMessageContaining("is missing: enrol this gateway again");
    }

    @Test
    void does_not_open_when_any_bit_of_its_file_was_flipped_or_it_was_cut() throws IOException {
        FileReplayStore store = FileReplayStore.open(file);
        store.accept(SERIES, 5);
        byte[] whole = Files.readAllBytes(file);

        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            isDamaged(damaged);
        }
        for (int length = 0; length < whole.length; length++) {
            isDamaged(Arrays.copyOf(whole, length));
        }
        isDamaged(Arrays.copyOf(whole, whole.length + 32));
    }

    @Test
    void create_keeps_what_is_there_and_refuses_what_is_damaged() throws IOException {
        FileReplayStore.open(file).accept(SERIES, 5);

        FileReplayStore.create(file);

        assertThat(FileReplayStore.open(file).accept(SERIES, 5)).isFalse();
        Files.writeString(file, "damaged");
        assertThatIOException().isThrownBy(() -> FileReplayStore.create(file));
    }

    @Test
    void is_readable_by_its_owner_alone() throws IOException {
        FileReplayStore.open(file).accept(SERIES, 5);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private void isDamaged(byte[] content) throws IOException {
        Files.write(file, content);
        assertThatIOException()
                .isThrownBy(() -> FileReplayStore.open(file))
                .withMessageContaining(file.toString());
    }
}
