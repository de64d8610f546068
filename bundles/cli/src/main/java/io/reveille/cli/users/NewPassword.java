/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.users;

import io.reveille.cli.CommandFailedException;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A password from the person at the terminal, typed twice, or from the first line of standard
 * input; never from the command line, where others see it.
 */
final class NewPassword {
    private static final int MOST = 1025;

    private NewPassword() {}

    @SuppressWarnings("SystemConsoleNull") // null without a terminal up to Java 21
    static String read() {
        Console console = System.console();
        if (console == null) {
            return fromInput();
        }
        String first = asked(console, "New password: ");
        if (!first.equals(asked(console, "Again: "))) {
            throw new CommandFailedException("the two passwords differ; try again");
        }
        return first;
    }

    private static String asked(Console console, String prompt) {
        char[] typed = console.readPassword(prompt);
        return typed == null ? fromInput() : new String(typed);
    }

    private static String fromInput() {
        try {
            byte[] octets = System.in.readNBytes(MOST);
            String line = new String(octets, StandardCharsets.UTF_8).lines().findFirst().orElse("");
            if (line.isEmpty()) {
                throw new CommandFailedException(
                        "there is no password: type it at a terminal, or pipe it in");
            }
            return line;
        } catch (IOException e) {
            throw new CommandFailedException("cannot read the password: " + e.getMessage(), e);
        }
    }
}
