/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** The password of an account, in a file that nobody else can read. No message ever has it. */
final class MailPassword {
    private static final int MOST_OCTETS = 1024;

    private MailPassword() {}

    /**
     * The first line.
     *
     * @throws IOException whose message says what to do
     */
    static String read(Path file) throws IOException {
        requireOwnOnly(file);
        byte[] octets;
        try (InputStream in = Files.newInputStream(file)) {
            octets = in.readNBytes(MOST_OCTETS);
        }
        return new String(octets, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .filter(line -> !line.isEmpty())
                .orElseThrow(() -> new IOException("password.file " + file + " is empty"));
    }

    private static void requireOwnOnly(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(
                    "password.file " + file + " cannot be read: write the password into it");
        }
        Optional<PosixFileAttributeView> view =
                Optional.ofNullable(Files.getFileAttributeView(file, PosixFileAttributeView.class));
        if (view.isPresent()
                && view.get().readAttributes().permissions().stream()
                        .map(PosixFilePermission::name)
                        .anyMatch(name -> name.startsWith("OTHERS") || name.startsWith("GROUP"))) {
            throw new IOException(
                    "password.file " + file + " is open to others: chmod 600 " + file);
        }
    }
}
