/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.cli.CommandFailedException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reveille signal}: the routes by which gateways are woken, and whether they work. */
@Command(
        name = "signal",
        mixinStandardHelpOptions = true,
        description = "Lists the routes by which gateways are woken.")
public final class SignalCommand implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 500;

    @Mixin ServerHome server;
    @Spec CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON array.")
    boolean json;

    @Override
    public Integer call() {
        JsonArray routes =
                server.api().get("status").getAsJsonObject().getAsJsonArray("signalRoutes");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Output.json(routes));
            return 0;
        }
        if (routes.isEmpty()) {
            out.println("No route: gateways cannot be woken. Configure one, such as SMPP.");
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonElement element : routes) {
            JsonObject route = element.getAsJsonObject();
            JsonObject health = route.getAsJsonObject("health");
            rows.add(
                    List.of(
                            Output.text(route, "name"),
                            Output.text(route, "channel"),
                            Output.text(health, "state"),
                            Output.text(route, "form"),
                            Output.text(route, "rate"),
                            Output.text(route, "cost"),
                            today(route),
                            Output.text(health, "text")));
        }
        out.print(
                Output.table(
                        List.of(
                                "ROUTE", "CHANNEL", "HEALTH", "FORM", "RATE", "COST", "TODAY",
                                "DETAIL"),
                        rows));
        return 0;
    }

    private static String today(JsonObject route) {
        List<String> uses = new ArrayList<>();
        for (JsonElement element : route.getAsJsonArray("today")) {
            JsonObject use = element.getAsJsonObject();
            String cost = Output.text(use, "cost");
            uses.add(Output.text(use, "messages") + (cost.equals("-") ? "" : " for " + cost));
        }
        return uses.isEmpty() ? "0" : String.join(", ", uses);
    }

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description =
                    "Finds out whether a route carries octets intact, by the tunnel of an enrolled"
                            + " gateway with that number, or by what you see at any other number.")
    int test(
            @Mixin ServerHome home,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "ROUTE",
                            description = "Name of the route; may be left out where there is one.")
                    Optional<String> route,
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "NUMBER",
                            description = "Phone number, such as +4915112345678.")
                    String to,
            @Option(
                            names = "--wait",
                            defaultValue = "60",
                            paramLabel = "SECONDS",
                            description =
                                    "How long each form is given to arrive (default: ${DEFAULT-VALUE}).")
                    int seconds) {
        JsonObject order = new JsonObject();
        route.ifPresent(name -> order.addProperty("route", name));
        order.addProperty("to", to);
        order.addProperty("seconds", seconds);
        ApiClient api = home.api();
        JsonObject test = api.post("signals", order).getAsJsonObject();
        PrintWriter out = spec.commandLine().getOut();
        int shown = 0;
        while (true) {
            JsonArray notes = test.getAsJsonArray("notes");
            for (; shown < notes.size(); shown++) {
                out.println(notes.get(shown).getAsString().replaceAll("\\p{Cntrl}", "?"));
            }
            out.flush();
            if (!Output.text(test, "result").equals("RUNNING")) {
                return verdict(test, out);
            }
            pause();
            test = api.get("signals/" + Output.text(test, "id")).getAsJsonObject();
        }
    }

    private static int verdict(JsonObject test, PrintWriter out) {
        String name = Output.text(test, "route");
        return switch (Output.text(test, "result")) {
            case "BINARY" -> said(out, "Route " + name + " carries octets intact.", 0);
            case "TEXT" ->
                    said(out, "Route " + name + " carries text alone: it is used from now on.", 0);
            case "SENT" ->
                    said(
                            out,
                            "Sent. If it does not arrive like this: reveille signal form '"
                                    + name
                                    + "' text",
                            0);
            default -> 1;
        };
    }

    private static int said(PrintWriter out, String text, int exit) {
        out.println(text);
        return exit;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted", e);
        }
    }

    @Command(
            name = "form",
            mixinStandardHelpOptions = true,
            description = "Says by hand in what form a route's messages go.")
    int form(
            @Mixin ServerHome home,
            @Parameters(paramLabel = "ROUTE", description = "Name of the route.") String route,
            @Parameters(
                            paramLabel = "FORM",
                            description = "binary, text, or auto to forget what was found.")
                    String form) {
        JsonObject order = new JsonObject();
        order.addProperty("route", route);
        order.addProperty("form", form);
        JsonObject now = home.api().post("signals/form", order).getAsJsonObject();
        spec.commandLine()
                .getOut()
                .println("Route " + route + " sends in the form " + Output.text(now, "form") + ".");
        return 0;
    }
}
