/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The start line and header fields of one HTTP/1.1 message (RFC 9112 sections 2 to 5), read
 * strictly: no folded lines, no field twice.
 *
 * @param startLine request or status line
 * @param fields values by lower-case name
 */
record HttpHead(String startLine, Map<String, String> fields) {

    private static final int MOST_FIELDS = 32;
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    /**
     * Reads a head without the empty line that ends it.
     *
     * @return empty if it is not well formed
     */
    static Optional<HttpHead> parse(String text) {
        String[] lines = text.split("\r\n", MOST_FIELDS + 2);
        if (lines.length > MOST_FIELDS + 1 || !VALUE.matcher(lines[0]).matches()) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1) {
                return Optional.empty();
            }
            String name = lines[i].substring(0, colon);
            String value = lines[i].substring(colon + 1).strip();
            if (!NAME.matcher(name).matches()
                    || !VALUE.matcher(value).matches()
                    || fields.put(name.toLowerCase(Locale.ROOT), value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new HttpHead(lines[0], Map.copyOf(fields)));
    }

    Optional<String> field(String lowerCaseName) {
        return Optional.ofNullable(fields.get(lowerCaseName));
    }

    /** Whether a field's value is this word, in any case. */
    boolean says(String lowerCaseName, String word) {
        return word.equalsIgnoreCase(fields.getOrDefault(lowerCaseName, ""));
    }

    @Override
    public String toString() {
        return "HttpHead[" + startLine + ", " + fields.keySet() + "]";
    }
}
