/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import io.reveille.cli.CommandFailedException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/** Lines of UTF-8 without blanks around them, empty ones left out, overlong ones cut. */
final class BoundedLines implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Reader reader;
    private final int longest;
    private final char[] buffer = new char[BUFFER];
    private final StringBuilder current = new StringBuilder();
    private int position;
    private int end;

    BoundedLines(InputStream input, int longest) {
        this.reader = new InputStreamReader(input, StandardCharsets.UTF_8);
        this.longest = longest;
    }

    /**
     * Has something done for each line, its output written at once when the next line is not there
     * yet, else many lines together.
     *
     * @throws CommandFailedException when the input breaks
     */
    static void each(
            InputStream input,
            int longest,
            PrintWriter out,
            BiConsumer<String, PrintWriter> action) {
        PrintWriter buffered = new PrintWriter(new BufferedWriter(out, BUFFER));
        try (BoundedLines lines = new BoundedLines(input, longest)) {
            while (lines.next()) {
                action.accept(lines.line(), buffered);
                if (!lines.ready()) {
                    buffered.flush();
                }
            }
        } catch (IOException e) {
            throw new CommandFailedException("standard input cannot be read: " + e.getMessage(), e);
        } finally {
            buffered.flush();
        }
    }

    /** Goes to the next line; false at the end. */
    boolean next() throws IOException {
        do {
            current.setLength(0);
            if (!readLine()) {
                return false;
            }
        } while (line().isEmpty());
        return true;
    }

    /** The line; one that was too long has as many characters as allowed. */
    String line() {
        return current.toString().strip();
    }

    /** Whether more can be had without waiting. */
    boolean ready() throws IOException {
        return position < end || reader.ready();
    }

    private boolean readLine() throws IOException {
        boolean any = false;
        while (fill()) {
            any = true;
            int begin = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            int room = longest - current.length();
            current.append(buffer, begin, Math.min(room, position - begin));
            if (position < end) {
                position++;
                return true;
            }
        }
        return any;
    }

    private boolean fill() throws IOException {
        if (position == end) {
            position = 0;
            end = Math.max(0, reader.read(buffer, 0, BUFFER));
        }
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
