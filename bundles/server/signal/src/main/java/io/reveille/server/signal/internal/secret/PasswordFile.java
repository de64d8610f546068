/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** The password of an account, in a file that nobody else can read. No message ever has it. */
public final class PasswordFile {
    private static final int LARGEST = 1024;
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private PasswordFile() {}

    /**
     * Reads the first line.
     *
     * @param most the most characters, all of them ASCII and none of them a blank
     * @throws IOException if the file can't be used; its message says why, and never what is in it
     */
    public static String read(Path file, int most) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("password.file " + file + " does not exist");
        }
        requireOwnOnly(file);
        if (Files.size(file) > LARGEST) {
            throw new IOException("password.file " + file + " is too large for a password");
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        String password = text.lines().findFirst().orElse("");
        if (password.length() > most || !password.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
            throw new IOException(
                    "the first line of password.file "
                            + file
                            + " is not up to "
                            + most
                            + " ASCII characters without blanks");
        }
        return password;
    }

    private static void requireOwnOnly(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return; // no such permissions on this file system
        }
        for (PosixFilePermission permission : view.readAttributes().permissions()) {
            if (OTHERS.contains(permission)) {
                throw new IOException(
                        "password.file " + file + " is open to others: chmod 600 " + file);
            }
        }
    }
}
