/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Lines of UTF-8 without blanks around them, empty ones left out, overlong ones cut. */
final class BoundedLines implements AutoCloseable {
    private final BufferedReader reader;
    private final int longest;
    private final StringBuilder current = new StringBuilder();

    BoundedLines(InputStream input, int longest) {
        this.reader = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        this.longest = longest;
    }

    /** Goes to the next line; false at the end. */
    boolean next() throws IOException {
        int character;
        do {
            current.setLength(0);
            character = reader.read();
            while (character >= 0 && character != '\n') {
                boolean leading = current.length() == 0 && Character.isWhitespace(character);
                if (!leading && current.length() < longest) {
                    current.append((char) character);
                }
                character = reader.read();
            }
        } while (current.length() == 0 && character >= 0);
        return current.length() > 0;
    }

    /** The line; one that was too long has as many characters as allowed. */
    String line() {
        return current.toString().strip();
    }

    /** Whether more can be had without waiting. */
    boolean ready() throws IOException {
        return reader.ready();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
