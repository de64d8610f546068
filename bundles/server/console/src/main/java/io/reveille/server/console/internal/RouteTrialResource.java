/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.reveille.server.registry.RouteTrials;
import io.reveille.server.registry.RouteTrials.Trial;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;

/** Tests of signal routes: {@code POST /api/v1/signals}, {@code GET /api/v1/signals/ID}. */
final class RouteTrialResource {
    private static final List<String> FIELDS = List.of("route", "to", "seconds");
    private static final long USUAL_SECONDS = 60;

    private final ServerView view;

    RouteTrialResource(ServerView view) {
        this.view = view;
    }

    JsonObject begin(String body) {
        JsonBody json = JsonBody.parse(body, FIELDS);
        String to =
                json.text("to")
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the field to is needed: a phone number"));
        long seconds =
                json.primitive("seconds")
                        .map(RouteTrialResource::wholeNumber)
                        .orElse(USUAL_SECONDS);
        return json(trials().begin(json.text("route").orElse(""), to, Duration.ofSeconds(seconds)));
    }

    JsonObject show(String id) {
        return json(
                trials().trial(id)
                        .orElseThrow(() -> new NoSuchElementException("there is no test " + id)));
    }

    private static long wholeNumber(JsonPrimitive value) {
        try {
            return value.getAsBigDecimal().longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("the field seconds must be a whole number", e);
        }
    }

    private RouteTrials trials() {
        return view.trials()
                .orElseThrow(() -> new IllegalStateException("the public proxy is not up"));
    }

    private static JsonObject json(Trial trial) {
        JsonObject json = new JsonObject();
        json.addProperty("id", trial.id());
        json.addProperty("route", trial.route());
        json.addProperty("to", trial.number());
        json.addProperty("result", trial.result().name());
        json.add("notes", Json.array(trial.notes(), JsonPrimitive::new));
        return json;
    }
}
