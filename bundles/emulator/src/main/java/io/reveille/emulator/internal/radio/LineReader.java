/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.radio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Lines of printable characters from a stream, none longer than a bound. */
public final class LineReader {
    private final InputStream in;
    private final int longest;

    /** A reader; lines of more characters than {@code longest} end the conversation. */
    public LineReader(InputStream in, int longest) {
        this.in = new BufferedInputStream(in, 1_024);
        this.longest = longest;
    }

    /**
     * The next line without its end; nothing at the end of the stream.
     *
     * @throws IOException also when a line is too long
     */
    public Optional<String> next() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n') {
                return Optional.of(line.toString());
            }
            if (line.length() >= longest) {
                throw new IOException("a line is longer than " + longest + " characters");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return Optional.empty();
    }
}
