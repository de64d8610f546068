/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with values in it, written as {@code {{name}}}. */
public final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^{}]{0,40}?)\\s*\\}\\}");
    private static final int LONGEST = 16 * 1024;

    private final List<Piece> pieces;
    private final Escape escape;

    private record Piece(String literal, String name) {}

    private Template(List<Piece> pieces, Escape escape) {
        this.pieces = List.copyOf(pieces);
        this.escape = escape;
    }

    /**
     * Reads a template.
     *
     * @param escape for the values
     * @param known the names that there are
     * @throws IllegalArgumentException if it has another name in it, or is too long
     */
    public static Template parse(String text, Escape escape, Collection<String> known) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("it is longer than " + LONGEST + " characters");
        }
        List<Piece> pieces = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        int from = 0;
        while (place.find()) {
            String name = place.group(1);
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no {{%s}}, only %s"
                                .formatted(name, known.stream().sorted().toList()));
            }
            pieces.add(new Piece(text.substring(from, place.start()), name));
            from = place.end();
        }
        pieces.add(new Piece(text.substring(from), ""));
        return new Template(pieces, escape);
    }

    public boolean uses(String name) {
        return pieces.stream().anyMatch(piece -> piece.name().equals(name));
    }

    /** The text with the values in it, each escaped. */
    public String fill(Map<String, String> values) {
        StringBuilder out = new StringBuilder();
        for (Piece piece : pieces) {
            out.append(piece.literal());
            if (!piece.name().isEmpty()) {
                String value = values.get(piece.name());
                out.append(escape.apply(Objects.requireNonNullElse(value, "")));
            }
        }
        return out.toString();
    }
}
