/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.api;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** How answers are shown: as one JSON value, or as a table for people. */
public final class Output {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private Output() {}

    /** One line of JSON. */
    public static String json(JsonElement value) {
        return GSON.toJson(value);
    }

    /** The member as text, or a dash where it is absent or blank. */
    public static String text(JsonObject object, String member) {
        JsonElement value = object.get(member);
        if (value == null || value.isJsonNull() || value.getAsString().isBlank()) {
            return "-";
        }
        return value.getAsString();
    }

    /** Several members, each as {@link #text}. */
    public static List<String> texts(JsonObject object, String... members) {
        return Arrays.stream(members).map(member -> text(object, member)).toList();
    }

    /** Prints an answer: itself as JSON, or what it means to people. */
    public static void print(PrintWriter out, JsonElement answer, boolean json, String text) {
        if (json) {
            out.println(json(answer));
        } else {
            out.print(text);
            out.flush();
        }
    }

    /** A table with a row for each object. */
    public static String table(
            List<String> head, JsonArray objects, Function<JsonObject, List<String>> row) {
        return table(
                head,
                objects.asList().stream().map(JsonElement::getAsJsonObject).map(row).toList());
    }

    /** Columns padded to their widest cell; control characters from outside are not printed. */
    public static String table(List<String> head, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(head);
        all.addAll(rows);
        int[] widths = new int[head.size()];
        for (List<String> row : all) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i).replaceAll("\\p{Cntrl}", "?");
                line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
            }
            out.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return out.toString();
    }
}
