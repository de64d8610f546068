/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The values of one information line, by position from 0.
 *
 * <p>Any text gives some values; what is not there is empty. Modems disagree about blanks, quotes
 * and how many values there are, so it is for the asker to say what it needs.
 */
public record AtValues(List<AtValue> values) {
    private static final int MOST_VALUES = 512;
    private static final int DEEPEST = 4;

    public AtValues {
        values = List.copyOf(values);
    }

    /** The values after {@code +NAME:}, or of the whole line where there is no such beginning. */
    public static AtValues ofLine(String line) {
        return new Reader(line, valuesStart(line)).read();
    }

    private static int valuesStart(String line) {
        int colon = line.indexOf(':');
        return colon > 0 && line.substring(0, colon).matches("[+^*%!$#&][A-Za-z0-9_ ]{1,30}")
                ? colon + 1
                : 0;
    }

    /** The text or word at a position, when there is one. */
    public Optional<String> text(int position) {
        if (position >= values.size()) {
            return Optional.empty();
        }
        AtValue value = values.get(position);
        if (value instanceof AtValue.Text text) {
            return Optional.of(text.text());
        }
        return value instanceof AtValue.Word word && !word.text().isEmpty()
                ? Optional.of(word.text())
                : Optional.empty();
    }

    /**
     * The number at a position, 0 to 999999999, when there is one; quotes around it don't matter.
     */
    public OptionalInt number(int position) {
        return text(position)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(OptionalInt.empty());
    }

    /** What is in parentheses at a position, when there is such. */
    public Optional<AtValue.Group> group(int position) {
        return position < values.size() && values.get(position) instanceof AtValue.Group group
                ? Optional.of(group)
                : Optional.empty();
    }

    /** Whether the value at a position stood in quotes. */
    public boolean isQuoted(int position) {
        return position < values.size() && values.get(position) instanceof AtValue.Text;
    }

    /** Reads from left to right, once. */
    private static final class Reader {
        private final String line;
        private int at;
        private int count;

        Reader(String line, int start) {
            this.line = line;
            this.at = start;
        }

        AtValues read() {
            return new AtValues(list(0));
        }

        private List<AtValue> list(int depth) {
            List<AtValue> values = new ArrayList<>();
            do {
                values.add(value(depth));
            } while (next() && ++count < MOST_VALUES);
            return values;
        }

        /** Goes past a comma; false at the end of the list. */
        private boolean next() {
            while (at < line.length() && line.charAt(at) != ',' && line.charAt(at) != ')') {
                at++;
            }
            return at < line.length() && line.charAt(at++) == ',';
        }

        private AtValue value(int depth) {
            while (at < line.length() && line.charAt(at) == ' ') {
                at++;
            }
            if (at < line.length() && line.charAt(at) == '"') {
                return quoted();
            }
            if (at < line.length() && line.charAt(at) == '(' && depth < DEEPEST) {
                at++;
                return new AtValue.Group(list(depth + 1));
            }
            int start = at;
            while (at < line.length() && ",)".indexOf(line.charAt(at)) < 0) {
                at++;
            }
            return new AtValue.Word(line.substring(start, at).strip());
        }

        private AtValue quoted() {
            int end = line.indexOf('"', at + 1);
            String text = line.substring(at + 1, end < 0 ? line.length() : end);
            at = end < 0 ? line.length() : end + 1;
            return new AtValue.Text(text);
        }
    }
}
