/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import java.util.List;
import java.util.stream.IntStream;

/** One value of an information line (ITU-T V.250 section 5.7; 3GPP TS 27.007 section 4). */
public sealed interface AtValue {

    /** A number, a bare word or a range such as {@code 0-3}; empty where a value was left out. */
    record Word(String text) implements AtValue {
        /** The numbers meant: one, those of a range with both ends, none when it is no number. */
        IntStream numbers() {
            String[] ends = text.split("-", 2);
            if (!ends[0].matches("[0-9]{1,6}")) {
                return IntStream.empty();
            }
            int first = Integer.parseInt(ends[0]);
            if (ends.length == 1) {
                return IntStream.of(first);
            }
            return ends[1].matches("[0-9]{1,6}")
                    ? IntStream.rangeClosed(first, Integer.parseInt(ends[1]))
                    : IntStream.empty();
        }
    }

    /** A text that stood in quotes. */
    record Text(String text) implements AtValue {}

    /** What stood in parentheses: the values that a test command says are possible. */
    record Group(List<AtValue> values) implements AtValue {
        public Group {
            values = List.copyOf(values);
        }

        /** Whether this number is one of those listed, by itself or within a range. */
        public boolean contains(int number) {
            return values.stream()
                    .anyMatch(
                            value ->
                                    value instanceof Word word
                                            && word.numbers().anyMatch(n -> n == number));
        }

        /** The texts listed, with or without quotes. */
        public List<String> texts() {
            return values.stream()
                    .map(
                            value ->
                                    value instanceof Text t
                                            ? t.text()
                                            : value instanceof Word w ? w.text() : "")
                    .filter(text -> !text.isEmpty())
                    .toList();
        }
    }
}
