/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One access as the server recorded it, and what the client got.
 *
 * @param steps what is in the session's record, in the order of time
 * @param outcome the session's outcome and reason
 * @param page what the client read through the tunnel; empty when it got none
 */
record Access(List<TimedStep> steps, String outcome, Optional<String> page) {
    /** The letters of wire.md section 3 that a whole access has. */
    static final List<String> ALL = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I");

    /** A step, and when it was, in milliseconds after the first. */
    record TimedStep(String step, double atMillis, String detail) {}

    /** Reads the steps of a session as {@code GET /api/v1/sessions/KEY} shows them. */
    static List<TimedStep> stepsOf(JsonObject session) {
        JsonArray steps = session.getAsJsonArray("steps");
        List<TimedStep> timed = new ArrayList<>();
        Optional<Instant> first = Optional.empty();
        for (JsonElement element : steps) {
            JsonObject step = element.getAsJsonObject();
            Instant at = Instant.parse(step.get("at").getAsString());
            Instant start = first.filter(earliest -> earliest.isBefore(at)).orElse(at);
            first = Optional.of(start);
            timed.add(
                    new TimedStep(
                            step.get("step").getAsString(),
                            millis(start, at),
                            step.get("detail").getAsString()));
        }
        return timed;
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    /** The first letter that has no entry, when the access did not get through. */
    Optional<String> missingStep() {
        return ALL.stream()
                .filter(letter -> steps.stream().noneMatch(s -> s.step().equals(letter)))
                .findFirst();
    }

    boolean succeeded() {
        return page.isPresent() && missingStep().isEmpty();
    }

    JsonObject json() {
        JsonObject object = new JsonObject();
        object.addProperty("status", succeeded() ? "ok" : "failed");
        missingStep().ifPresent(letter -> object.addProperty("failed_step", letter));
        if (!succeeded()) {
            object.addProperty("reason", outcome);
        }
        object.addProperty(
                "bytes",
                page.map(text -> text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                        .orElse(0));
        JsonArray array = new JsonArray();
        for (TimedStep step : steps) {
            JsonObject entry = new JsonObject();
            entry.addProperty("step", step.step());
            entry.addProperty("at_ms", Math.round(step.atMillis() * 10) / 10.0);
            entry.addProperty("detail", step.detail());
            array.add(entry);
        }
        object.add("steps", array);
        return object;
    }
}
