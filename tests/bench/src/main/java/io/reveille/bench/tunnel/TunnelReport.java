/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The tables of a run. */
final class TunnelReport {
    private static final double MIB = 1024 * 1024;

    private final Measurements measured;
    private final List<String> contenders;
    private final List<Row> rows;

    TunnelReport(Measurements measured, List<String> contenders, List<Row> rows) {
        this.measured = measured;
        this.contenders = contenders;
        this.rows = rows;
    }

    /** As on the page, in Markdown. */
    String table() {
        StringBuilder table = new StringBuilder("| |");
        contenders.forEach(name -> table.append(' ').append(name).append(" |"));
        table.append(" first |\n|---|").append("---|".repeat(contenders.size() + 1)).append('\n');
        for (Row row : rows) {
            table.append("| ").append(row.title()).append(", ").append(row.unit()).append(" |");
            contenders.forEach(name -> table.append(' ').append(cell(name, row)).append(" |"));
            table.append(' ').append(first(row)).append(" |\n");
        }
        if (!measured.memory().isEmpty()) {
            table.append("\n| resident memory, MiB | idle | after load |\n|---|---|---|\n");
            for (Measurements.Memory process : measured.memory()) {
                table.append(
                        text(
                                "| %s | %.0f | %.0f |\n",
                                process.process(), process.idle() / MIB, process.loaded() / MIB));
            }
        }
        return table.toString();
    }

    private String cell(String contender, Row row) {
        String figure =
                row.isEcho()
                        ? text(
                                "%.0f / %.0f",
                                measured.median(contender, row),
                                measured.median(contender, row, "p99"))
                        : text("%.0f", measured.median(contender, row));
        String ratio =
                contender.equals(Measurements.RAW)
                        ? ""
                        : text(" (%.2f)", measured.ratio(contender, row));
        double starved = measured.most(contender, row, "starved");
        return figure + ratio + (starved > 0 ? text(", %.0f starved", starved) : "");
    }

    /** Which of the tunnels is best at it. */
    private String first(Row row) {
        Comparator<String> byRatio = Comparator.comparingDouble(name -> measured.ratio(name, row));
        return contenders.stream()
                .filter(name -> !name.equals(Measurements.RAW))
                .filter(name -> !Double.isNaN(measured.ratio(name, row)))
                .max(row.isMoreBetter() ? byRatio : byRatio.reversed())
                .orElse("");
    }

    /** Every single figure. */
    String json() {
        JsonArray samples = new JsonArray();
        for (Measurements.Sample sample : measured.samples()) {
            JsonObject object = new JsonObject();
            object.addProperty("contender", sample.contender());
            object.addProperty("row", sample.row().option());
            object.addProperty("repetition", sample.repetition());
            sample.values().forEach(object::addProperty);
            samples.add(object);
        }
        JsonArray memory = new JsonArray();
        for (Measurements.Memory process : measured.memory()) {
            JsonObject object = new JsonObject();
            object.addProperty("contender", process.contender());
            object.addProperty("process", process.process());
            object.addProperty("idle", process.idle());
            object.addProperty("loaded", process.loaded());
            memory.add(object);
        }
        JsonObject all = new JsonObject();
        all.add("samples", samples);
        all.add("memory", memory);
        return new GsonBuilder().setPrettyPrinting().create().toJson(all);
    }

    private static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
