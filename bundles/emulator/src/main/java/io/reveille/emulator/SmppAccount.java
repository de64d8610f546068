/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** What an SMPP client binds with: system id and password. The password is never shown. */
public final class SmppAccount {
    private final String systemId;
    private final String password;

    private SmppAccount(String systemId, String password) {
        if (!systemId.matches("[\\x21-\\x7E]{1,15}")) {
            throw new IllegalArgumentException("an SMPP system id is 1 to 15 printable characters");
        }
        if (!password.matches("[\\x21-\\x7E]{0,8}")) {
            throw new IllegalArgumentException(
                    "an SMPP password is up to 8 printable characters (SMPP 3.4 section 5.2.2)");
        }
        this.systemId = systemId;
        this.password = password;
    }

    /** An account. */
    public static SmppAccount of(String systemId, String password) {
        return new SmppAccount(systemId, password);
    }

    /** An account whose password is the first line of a file. */
    public static SmppAccount load(String systemId, Path passwordFile) throws IOException {
        return new SmppAccount(
                systemId,
                Files.readString(passwordFile, StandardCharsets.US_ASCII)
                        .lines()
                        .findFirst()
                        .orElse("")
                        .strip());
    }

    /** The system id. */
    public String systemId() {
        return systemId;
    }

    /** Whether someone presents this very account. */
    public boolean admits(String presentedId, String presentedPassword) {
        return MessageDigest.isEqual(
                (systemId + '\0' + password).getBytes(StandardCharsets.UTF_8),
                (presentedId + '\0' + presentedPassword).getBytes(StandardCharsets.UTF_8));
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "SmppAccount[" + systemId + "]";
    }
}
