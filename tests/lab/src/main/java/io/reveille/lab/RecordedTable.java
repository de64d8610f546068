/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a page that a run writes: what is between the comments {@code <!-- NAME begin -->} and
 * {@code <!-- NAME end -->}.
 */
final class RecordedTable {
    private RecordedTable() {}

    /**
     * Replaces the part.
     *
     * @throws IOException if the page can't be read or written, or lacks one of the comments
     */
    static void write(Path page, String name, String text) throws IOException {
        String begin = "<!-- " + name + " begin -->\n";
        String end = "<!-- " + name + " end -->";
        String before = Files.readString(page);
        int from = before.indexOf(begin);
        int to = before.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException(
                    "%s has no part between '%s' and '%s'".formatted(page, begin.strip(), end));
        }
        Files.writeString(
                page,
                before.substring(0, from + begin.length())
                        + text.strip()
                        + "\n"
                        + before.substring(to));
    }
}
