/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.api;

import io.reveille.cli.CommandFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A file whose first line is an API token; a pipe will do as well. */
final class TokenFile {
    private static final int MAX_FILE = 16 * 1024;

    private final Path file;

    TokenFile(Path file) {
        this.file = file;
    }

    /** The token. A file that others can read is refused, as it is to be nobody else's. */
    String token() {
        try (InputStream in = Files.newInputStream(file)) {
            if (isOpenToOthers()) {
                throw new CommandFailedException(
                        file + " can be read by others: 'chmod 600' it, and revoke the token");
            }
            byte[] octets = in.readNBytes(MAX_FILE);
            String token =
                    new String(octets, StandardCharsets.UTF_8)
                            .lines()
                            .findFirst()
                            .orElse("")
                            .strip();
            if (!token.matches("[!-~]+")) {
                throw new CommandFailedException(
                        "the first line of " + file + " is no token of 'reveille tokens add'");
            }
            return token;
        } catch (IOException e) {
            throw new CommandFailedException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private boolean isOpenToOthers() throws IOException {
        if (!Files.isRegularFile(file)
                || !Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return false;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        return permissions.contains(PosixFilePermission.GROUP_READ)
                || permissions.contains(PosixFilePermission.OTHERS_READ);
    }
}
