/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Small files that only their owner may read and that are either the old or the new content, never
 * half of one: written beside, flushed to the disk, renamed into place, and the directory flushed
 * too.
 */
public final class PrivateFile {

    private PrivateFile() {}

    /**
     * Replaces the content of {@code file}, mode 600. When this returns, the new content survives a
     * crash or a power cut. Missing directories are made with mode 700.
     *
     * @throws IOException when the file can't be written; the old content is then still there
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path target = file.toAbsolutePath();
        Path directory = target.getParent();
        if (directory == null) {
            throw new IOException(file + " is no file name");
        }
        Files.createDirectories(directory, permissions(directory, "rwx------"));
        Path beside =
                Files.createTempFile(
                        directory,
                        "." + target.getFileName(),
                        ".new",
                        permissions(directory, "rw-------"));
        try {
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
        try (FileChannel channel = FileChannel.open(directory, Set.of(StandardOpenOption.READ))) {
            channel.force(true);
        }
    }

    /**
     * The whole content of {@code file}.
     *
     * @throws IOException when it can't be read, or is longer than {@code maximum} octets
     */
    public static byte[] read(Path file, int maximum) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(maximum);
            if (in.read() != -1) {
                throw new IOException(file + " is longer than " + maximum + " octets");
            }
            return content;
        }
    }

    private static FileAttribute<?>[] permissions(Path directory, String mode) {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        };
    }
}
