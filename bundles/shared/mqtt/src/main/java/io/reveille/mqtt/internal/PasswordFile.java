/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt.internal;

import io.reveille.crypto.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;

/** The password of an account, in a file that nobody else can read. No message ever has it. */
final class PasswordFile {
    private static final int LARGEST = 4096;
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private PasswordFile() {}

    /** The first line, as octets. */
    static byte[] read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("password.file " + file + " does not exist or cannot be read");
        }
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null
                && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains)) {
            throw new IOException(
                    "password.file " + file + " is open to others: chmod 600 " + file);
        }
        byte[] content = PrivateFile.read(file, LARGEST);
        String text = new String(content, StandardCharsets.UTF_8);
        Arrays.fill(content, (byte) 0);
        return text.lines().findFirst().orElse("").getBytes(StandardCharsets.UTF_8);
    }
}
