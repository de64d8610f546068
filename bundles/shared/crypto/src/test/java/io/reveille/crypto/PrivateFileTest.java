/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {

    @TempDir Path directory;

    @Test
    void replaces_a_file_as_a_whole_and_leaves_nothing_beside_it() throws IOException {
        Path file = directory.resolve("secret");
        PrivateFile.write(file, new byte[100]);
        Path link = Files.createLink(directory.resolve("link"), file);

        PrivateFile.write(file, new byte[] {1});

        assertThat(Files.readAllBytes(file)).containsExactly(1);
        assertThat(Files.readAllBytes(link)).as("the old file").hasSize(100);
        assertThat(directory).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void narrows_the_mode_of_a_file_that_others_could_read() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "open to all");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        PrivateFile.write(file, new byte[] {1});

        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void makes_missing_directories_for_their_owner_alone() throws IOException {
        Path file = directory.resolve("home/keys/secret");

        PrivateFile.write(file, new byte[] {1});

        assertThat(mode(file.getParent())).isEqualTo("rwx------");
        assertThat(mode(file.getParent().getParent())).isEqualTo("rwx------");
    }

    @Test
    void keeps_the_old_content_when_it_cannot_write() throws IOException {
        Path occupied = Files.createDirectories(directory.resolve("taken/full"));

        assertThatIOException()
                .isThrownBy(() -> PrivateFile.write(occupied.getParent(), new byte[] {1}));

        assertThat(occupied).isDirectory();
        assertThat(directory).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void reads_no_more_than_it_may() throws IOException {
        Path file = directory.resolve("long");
        PrivateFile.write(file, new byte[10]);

        assertThat(PrivateFile.read(file, 10)).hasSize(10);
        assertThatIOException()
                .isThrownBy(() -> PrivateFile.read(file, 9))
                .withMessageContaining("longer than 9 octets");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
