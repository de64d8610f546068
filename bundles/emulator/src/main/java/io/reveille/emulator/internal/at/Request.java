/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command of a command line (ITU-T V.250 section 5.3 and 5.4).
 *
 * @param name upper case: {@code +CMGF}, {@code E}, {@code &F}; empty for a bare {@code AT}
 * @param arguments the values behind {@code =}, or the number behind a basic command; quotes taken
 *     off
 */
record Request(String name, Kind kind, List<String> arguments) {
    private static final int MOST_REQUESTS = 16;
    private static final Pattern EXTENDED =
            Pattern.compile(
                    "([+^#*%$][A-Za-z0-9]{1,20})(=\\?|\\?|=((?:\"[^\"]*\"|[^;\"])*))?(;+|$)");
    private static final Pattern DIAL = Pattern.compile("[Dd].*");
    private static final Pattern BASIC = Pattern.compile("(&?[A-Za-z])([0-9]{0,4})");
    private static final Pattern VALUE = Pattern.compile("(\"([^\"]*)\"?|[^,\"]*),?");

    enum Kind {
        /** {@code +NAME}. */
        DO,
        /** {@code +NAME?}. */
        READ,
        /** {@code +NAME=?}. */
        TEST,
        /** {@code +NAME=…}. */
        SET
    }

    Request {
        arguments = List.copyOf(arguments);
    }

    /**
     * The commands of a line behind {@code AT}; the last may be unknown, and stops the line then.
     */
    static List<Request> parse(String line) {
        List<Request> requests = new ArrayList<>();
        String rest = line.strip();
        while (!rest.isEmpty() && requests.size() < MOST_REQUESTS) {
            Matcher extended = EXTENDED.matcher(rest);
            Matcher basic = BASIC.matcher(rest);
            if (extended.lookingAt()) {
                requests.add(extended(extended));
                rest = rest.substring(extended.end()).strip();
            } else if (DIAL.matcher(rest).matches()) {
                requests.add(new Request("D", Kind.DO, List.of(rest.substring(1))));
                rest = "";
            } else if (basic.lookingAt()) {
                String number = basic.group(2);
                requests.add(
                        new Request(
                                basic.group(1).toUpperCase(Locale.ROOT),
                                Kind.DO,
                                number.isEmpty() ? List.of() : List.of(number)));
                rest = rest.substring(basic.end()).replaceFirst("^[ ;]+", "");
            } else {
                requests.add(new Request("?", Kind.DO, List.of()));
                rest = "";
            }
        }
        return requests.isEmpty() ? List.of(new Request("", Kind.DO, List.of())) : requests;
    }

    private static Request extended(Matcher form) {
        String name = form.group(1).toUpperCase(Locale.ROOT);
        String how = form.group(2) == null ? "" : form.group(2);
        return switch (how) {
            case "" -> new Request(name, Kind.DO, List.of());
            case "?" -> new Request(name, Kind.READ, List.of());
            case "=?" -> new Request(name, Kind.TEST, List.of());
            default -> new Request(name, Kind.SET, values(form.group(3)));
        };
    }

    private static List<String> values(String text) {
        List<String> values = new ArrayList<>();
        Matcher value = VALUE.matcher(text);
        boolean more = true;
        while (more && value.lookingAt()) {
            values.add(value.group(2) != null ? value.group(2) : value.group(1).strip());
            more = value.group().endsWith(",");
            value.region(value.end(), text.length());
        }
        return values;
    }

    /** The text at a position, empty when there is none. */
    String text(int position) {
        return position < arguments.size() ? arguments.get(position) : "";
    }

    /** The number at a position, when there is one. */
    OptionalInt number(int position) {
        return text(position).matches("[0-9]{1,6}")
                ? OptionalInt.of(Integer.parseInt(text(position)))
                : OptionalInt.empty();
    }

    /** The number at a position, a default when nothing stands there, -1 when it is no number. */
    int numberOr(int position, int otherwise) {
        return text(position).isEmpty() ? otherwise : number(position).orElse(-1);
    }
}
