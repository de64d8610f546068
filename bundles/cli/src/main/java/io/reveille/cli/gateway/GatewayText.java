/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.gateway;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a gateway says of itself, for people; it may come from outside, so that nothing unprintable
 * is printed.
 */
public final class GatewayText {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
    private static final int INDENT = 2;
    private static final int DEEPEST = 6;

    private GatewayText() {}

    /** One line for each value, nested ones below their names. */
    public static String status(JsonObject status) {
        List<String> lines = new ArrayList<>();
        add(lines, status, 0);
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static void add(List<String> lines, JsonObject object, int depth) {
        for (Map.Entry<String, JsonElement> member : object.entrySet()) {
            String name = " ".repeat(depth * INDENT) + printable(member.getKey());
            JsonElement value = member.getValue();
            if (value.isJsonObject() && depth < DEEPEST) {
                lines.add(name + ":");
                add(lines, value.getAsJsonObject(), depth + 1);
            } else {
                lines.add(name + ": " + text(value));
            }
        }
    }

    private static String text(JsonElement value) {
        if (value.isJsonPrimitive()) {
            return printable(value.getAsString());
        }
        if (value.isJsonArray()) {
            List<String> items = new ArrayList<>();
            value.getAsJsonArray()
                    .forEach(
                            item ->
                                    items.add(
                                            item.isJsonObject()
                                                    ? inline(item.getAsJsonObject())
                                                    : printable(
                                                            item.isJsonPrimitive()
                                                                    ? item.getAsString()
                                                                    : item.toString())));
            return items.isEmpty() ? "-" : String.join(", ", items);
        }
        return printable(value.toString());
    }

    private static String inline(JsonObject object) {
        List<String> parts = new ArrayList<>();
        object.entrySet()
                .forEach(
                        member ->
                                parts.add(
                                        member.getValue().isJsonPrimitive()
                                                ? printable(member.getValue().getAsString())
                                                : printable(member.getValue().toString())));
        return String.join(" ", parts);
    }

    /** An audit entry: number, time and event, then its details on the same line. */
    public static String entry(JsonObject entry) {
        StringBuilder line =
                new StringBuilder(
                        "%s  %s  %s"
                                .formatted(
                                        member(entry, "n"),
                                        member(entry, "at"),
                                        member(entry, "event")));
        JsonElement details = entry.get("details");
        if (details != null && details.isJsonObject()) {
            details.getAsJsonObject()
                    .entrySet()
                    .forEach(
                            detail ->
                                    line.append("  ")
                                            .append(printable(detail.getKey()))
                                            .append('=')
                                            .append(text(detail.getValue())));
        }
        return line.append(System.lineSeparator()).toString();
    }

    private static String member(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value == null ? "-" : text(value);
    }

    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }
}
