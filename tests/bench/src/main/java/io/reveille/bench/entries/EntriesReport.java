/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.entries;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.bench.entries.Load.Kind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of a run: one for each kind. */
final class EntriesReport {
    private static final Map<Kind, String> TITLES =
            new EnumMap<>(
                    Map.of(
                            Kind.STREAM,
                            "any TCP service",
                            Kind.HTTP,
                            "HTTP service",
                            Kind.DATAGRAM,
                            "UDP service"));

    private final EntryFigures figures;
    private final List<Way> ways;

    EntriesReport(EntryFigures figures, List<Way> ways) {
        this.figures = figures;
        this.ways = ways;
    }

    /** As on the page, in Markdown. */
    String table() {
        return Arrays.stream(Kind.values())
                .map(this::table)
                .filter(table -> !table.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private String table(Kind kind) {
        List<Way> lines = ways.stream().filter(way -> way.kind() == kind).toList();
        if (lines.isEmpty()) {
            return "";
        }
        List<Load> columns = lines.get(0).loads();
        StringBuilder table = new StringBuilder("| ").append(TITLES.get(kind)).append(" |");
        columns.forEach(load -> table.append(' ').append(load.title()).append(" |"));
        table.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
        for (Way way : lines) {
            table.append("| ").append(way.title()).append(" |");
            columns.forEach(load -> table.append(' ').append(cell(way, load)).append(" |"));
            table.append('\n');
        }
        return table.toString();
    }

    private String cell(Way way, Load load) {
        String figure = text("%.0f", figures.median(way, load));
        double ratio = figures.ratio(way, load);
        boolean compared = way != Way.raw(way.kind()) && !Double.isNaN(ratio);
        return figure + (compared ? text(" (%.2f)", ratio) : "") + lost(way, load);
    }

    private String lost(Way way, Load load) {
        double lost = figures.sum(way, load, "lost");
        return lost == 0 ? "" : text(", %.2f %% lost", 100 * lost / figures.sum(way, load, "sent"));
    }

    /** Every single figure. */
    String json() {
        JsonArray samples = new JsonArray();
        for (EntryFigures.Sample sample : figures.samples()) {
            JsonObject object = new JsonObject();
            object.addProperty("way", sample.way().option());
            object.addProperty("load", sample.load().option());
            object.addProperty("repetition", sample.repetition());
            sample.values().forEach(object::addProperty);
            samples.add(object);
        }
        JsonObject all = new JsonObject();
        all.add("samples", samples);
        return new GsonBuilder().setPrettyPrinting().create().toJson(all);
    }

    private static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
