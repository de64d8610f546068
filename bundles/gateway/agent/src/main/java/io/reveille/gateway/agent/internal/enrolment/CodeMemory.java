/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.enrolment;

import io.reveille.crypto.EnrolmentCode;
import io.reveille.crypto.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The digest of the code that the identity in a home was given for, in {@code
 * HOME/keys/enrolled-by}, so that a code that stays in a configuration is used once and a new one
 * is noticed.
 */
public final class CodeMemory {
    private static final int DIGITS = 64;

    private final Path file;

    private CodeMemory(Path file) {
        this.file = file;
    }

    /** The memory of a home. */
    public static CodeMemory in(Path home) {
        return new CodeMemory(home.resolve("keys").resolve("enrolled-by"));
    }

    void remember(EnrolmentCode code) throws IOException {
        PrivateFile.write(file, digest(code).getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether this is the code. */
    public boolean remembers(EnrolmentCode code) {
        try {
            byte[] kept = PrivateFile.read(file, DIGITS);
            return digest(code).equals(new String(kept, StandardCharsets.US_ASCII));
        } catch (IOException none) {
            return false;
        }
    }

    /** SHA-256 of the code in its usual form, in hexadecimal. */
    static String digest(EnrolmentCode code) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(code.text().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
