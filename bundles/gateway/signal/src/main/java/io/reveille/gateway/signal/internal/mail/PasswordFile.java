/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A password where only the gateway reads it. */
final class PasswordFile {
    private static final int MOST_OCTETS = 1024;

    private PasswordFile() {}

    /**
     * The first line.
     *
     * @throws IOException whose message says what to do
     */
    static String read(Path file) throws IOException {
        byte[] octets;
        try (InputStream in = Files.newInputStream(file)) {
            octets = in.readNBytes(MOST_OCTETS);
        } catch (IOException e) {
            throw new IOException(
                    "password.file: "
                            + file
                            + " cannot be read: write the password into it, and make it readable for"
                            + " the gateway alone",
                    e);
        }
        return new String(octets, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .filter(line -> !line.isEmpty())
                .orElseThrow(
                        () ->
                                new IOException(
                                        "password.file: "
                                                + file
                                                + " is empty: write the password into it"));
    }
}
