/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.server.registry.RouteBook;
import io.reveille.server.registry.RouteBook.Finding;
import io.reveille.server.registry.RouteBook.Use;
import io.reveille.server.registry.SignalRoute;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;

/** The signal routes: how they are, what they may send and what they have cost today. */
final class SignalResource {
    private final RouteBook book;
    private final ServerView view;

    SignalResource(RouteBook book, ServerView view) {
        this.book = book;
        this.view = view;
    }

    JsonArray list() {
        List<SignalRoute> routes = view.routes();
        List<Use> today = routes.isEmpty() ? List.of() : book.use(1);
        return Json.array(routes, route -> route(route, today));
    }

    /** Says by hand what a test would: {@code POST /api/v1/signals/form}. */
    JsonObject setForm(String body) {
        JsonBody json = JsonBody.parse(body, List.of("route", "form"));
        String name = json.text("route").orElse("");
        SignalRoute route =
                view.routes().stream()
                        .filter(r -> r.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new NoSuchElementException("there is no route " + name));
        switch (json.text("form").orElse("")) {
            case "auto" -> book.forget(name);
            case "binary", "text" ->
                    book.found(
                            name,
                            new Finding(
                                    json.text("form").orElse("").equals("binary"),
                                    Instant.now(),
                                    "set by hand"));
            default -> throw new IllegalArgumentException("form is one of binary, text, auto");
        }
        return route(route, List.of());
    }

    private JsonObject route(SignalRoute route, List<Use> today) {
        JsonObject health = new JsonObject();
        health.addProperty("state", route.health().state().name());
        health.addProperty("text", route.health().text());
        JsonObject json = new JsonObject();
        json.addProperty("name", route.name());
        json.addProperty("channel", route.channel().name());
        json.add("health", health);
        json.add("cost", Json.text(route.cost()));
        json.add("rate", Json.text(route.rate()));
        json.add("form", Json.text(route.form()));
        json.add("finding", Json.text(book.finding(route.name()).map(Finding::text)));
        json.add(
                "today",
                Json.array(
                        today.stream().filter(use -> use.route().equals(route.name())).toList(),
                        SignalResource::use));
        return json;
    }

    static JsonObject use(Use use) {
        JsonObject json = new JsonObject();
        json.addProperty("day", use.day().toString());
        json.addProperty("messages", use.messages());
        json.add("cost", Json.text(use.cost()));
        return json;
    }
}
