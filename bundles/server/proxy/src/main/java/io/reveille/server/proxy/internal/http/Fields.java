/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The fields of a header or trailer section (RFC 9110 section 5), in order. Values may be secrets:
 * only names are shown.
 */
public record Fields(List<Field> list) {

    /** No fields. */
    public static final Fields NONE = new Fields(List.of());

    private static final Pattern COMMA = Pattern.compile("[ \\t]*,[ \\t]*");

    /**
     * One field line.
     *
     * @param name as written
     * @param value without white space around it; octets as ISO 8859-1
     */
    public record Field(String name, String value) {
        /** The name as names are compared. */
        public String key() {
            return name.toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public Fields {
        list = List.copyOf(list);
    }

    /** All values of that name, in order. */
    public List<String> all(String name) {
        return list.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /** The first value of that name. */
    public Optional<String> first(String name) {
        return list.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst();
    }

    /** Whether there is such a field. */
    public boolean has(String name) {
        return first(name).isPresent();
    }

    /** The members of a field that is a list, in lower case. */
    public List<String> members(String name) {
        List<String> members = new ArrayList<>();
        for (String value : all(name)) {
            for (String member : COMMA.split(value.strip(), -1)) {
                if (!member.isEmpty()) {
                    members.add(member.toLowerCase(Locale.ROOT));
                }
            }
        }
        return members;
    }

    /** These fields without those whose lower-case name is meant. */
    public Fields without(Predicate<String> names) {
        return new Fields(list.stream().filter(field -> !names.test(field.key())).toList());
    }

    /** These fields and one more. */
    public Fields plus(String name, String value) {
        List<Field> more = new ArrayList<>(list);
        more.add(new Field(name, value));
        return new Fields(more);
    }

    /** Writes the lines, without the empty one that ends them. */
    void write(StringBuilder text) {
        for (Field field : list) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
    }
}
