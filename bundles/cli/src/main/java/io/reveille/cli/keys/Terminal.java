/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.keys;

import java.io.Console;
import java.util.Optional;

/** The person at the terminal, if there is one. */
public final class Terminal {
    private Terminal() {}

    /**
     * From Java 22 on there is a console without a terminal too; it answers with null at its end.
     */
    @SuppressWarnings("SystemConsoleNull")
    public static Optional<Console> console() {
        return Optional.ofNullable(System.console());
    }
}
