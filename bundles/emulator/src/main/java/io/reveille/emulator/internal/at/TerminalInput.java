/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import java.util.Locale;
import java.util.Optional;

/**
 * What a terminal types, octet by octet, to command lines and texts of messages (ITU-T V.250
 * section 5.2; TS 27.005 section 4.3).
 */
final class TerminalInput {
    private static final int LONGEST = 1_024;
    private static final int CTRL_Z = 0x1A;
    private static final int ESCAPE = 0x1B;

    /** What became of some octets. */
    sealed interface Typed {
        /** A whole command line, {@code AT} taken off. */
        record Command(String line) implements Typed {}

        /** The text of a message. */
        record Text(String text) implements Typed {}

        /** The text was given up. */
        record Cancelled() implements Typed {}
    }

    private final StringBuilder buffer = new StringBuilder();
    private String last = "";
    private boolean text;

    /** Takes the text of a message next, rather than a command. */
    void expectText(boolean expected) {
        text = expected;
        buffer.setLength(0);
    }

    /** Forgets what was typed. */
    void reset() {
        expectText(false);
        last = "";
    }

    boolean isText() {
        return text;
    }

    Optional<Typed> accept(int octet) {
        if (text) {
            return acceptText(octet);
        }
        if (octet == '\r') {
            return command();
        }
        if (octet == '/' && buffer.toString().equalsIgnoreCase("A")) {
            buffer.setLength(0);
            return Optional.of(new Typed.Command(last));
        }
        append(octet);
        return Optional.empty();
    }

    private Optional<Typed> command() {
        String line = buffer.toString();
        buffer.setLength(0);
        int at = line.toUpperCase(Locale.ROOT).indexOf("AT");
        if (at < 0) {
            return Optional.empty();
        }
        last = line.substring(at + 2);
        return Optional.of(new Typed.Command(last));
    }

    private Optional<Typed> acceptText(int octet) {
        if (octet == CTRL_Z || octet == ESCAPE) {
            String all = buffer.toString();
            expectText(false);
            return Optional.of(octet == CTRL_Z ? new Typed.Text(all) : new Typed.Cancelled());
        }
        append(octet);
        return Optional.empty();
    }

    private void append(int octet) {
        if (octet == 0x08 && !text && !buffer.isEmpty()) {
            buffer.setLength(buffer.length() - 1);
        } else if (buffer.length() < LONGEST && (octet >= ' ' || (text && octet != '\n'))) {
            buffer.append((char) octet);
        }
    }
}
