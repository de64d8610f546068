/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The tables of TS 23.038, 6.2.1 and annex A, read from the file beside this class. */
final class SeptetTables {
    /** Stands where a table has no character; U+0000 is in none of them. */
    static final char NONE = 0;

    private static final int ROWS = 8;
    private static final Map<String, char[]> TABLES = read();

    private SeptetTables() {}

    /** The basic table of a language, 0 being the default. */
    static char[] locking(int language) {
        return table(language + " locking");
    }

    /** The extension table of a language, 0 being the default. */
    static char[] single(int language) {
        return table(language + " single");
    }

    private static char[] table(String name) {
        char[] table = TABLES.get(name);
        if (table == null) {
            throw new IllegalArgumentException("no 7 bit table " + name);
        }
        return table;
    }

    private static Map<String, char[]> read() {
        Map<String, char[]> tables = new HashMap<>();
        try (InputStream file = SeptetTables.class.getResourceAsStream("septets.txt");
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(file, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    StringBuilder table = new StringBuilder(128);
                    for (int row = 0; row < ROWS; row++) {
                        characters(lines.readLine(), table);
                    }
                    tables.put(line, table.toString().toCharArray());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tables;
    }

    private static void characters(String row, StringBuilder table) {
        for (String place : row.split(" ")) {
            table.append(place.equals("-") ? NONE : (char) Integer.parseInt(place, 16));
        }
    }
}
