/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.server.registry.RouteBook;
import io.reveille.server.registry.RouteBook.Use;
import io.reveille.server.registry.SignalRoute;
import java.util.List;

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

    private static JsonObject route(SignalRoute route, List<Use> today) {
        JsonObject health = new JsonObject();
        health.addProperty("state", route.health().state().name());
        health.addProperty("text", route.health().text());
        JsonObject json = new JsonObject();
        json.addProperty("name", route.name());
        json.addProperty("channel", route.channel().name());
        json.add("health", health);
        json.add("cost", Json.text(route.cost()));
        json.add("rate", Json.text(route.rate()));
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
