/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories and files below a home, for their owner alone. */
public final class HomeFiles {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private HomeFiles() {}

    /** Creates a directory with mode 700, and those above it, unless they are there. */
    public static void directory(Path directory) throws IOException {
        Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
    }

    /** Creates an empty file with mode 600 unless it is there. */
    public static void createPrivate(Path file) throws IOException {
        try {
            Files.createFile(file, OWNER_ONLY);
        } catch (FileAlreadyExistsException present) {
            // as wanted
        }
    }

    /**
     * Deletes what a kill left of files that were being replaced. No one else may be writing there.
     */
    public static void removeUnfinished(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(directory, ".*.new")) {
            for (Path file : unfinished) {
                Files.deleteIfExists(file);
            }
        }
    }

    /**
     * What went wrong with which file; the exceptions of the platform often name the file alone.
     */
    public static String describe(IOException e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof FileSystemException
                ? message + " (" + e.getClass().getSimpleName().replace("Exception", "") + ")"
                : message;
    }

    /** Brings what was created, renamed or deleted in a directory to the disk. */
    public static void sync(Path directory) throws IOException {
        try (FileChannel in = FileChannel.open(directory, StandardOpenOption.READ)) {
            in.force(true);
        }
    }
}
