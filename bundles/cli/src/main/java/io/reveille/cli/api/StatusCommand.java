/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reveille status}: the server, its tunnels, its routes, and what messages have cost. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the server, its tunnels, its routes, and what messages have cost.")
public final class StatusCommand implements Callable<Integer> {
    private static final int HOUR = 3600;

    @Mixin ServerHome server;
    @Spec CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public Integer call() {
        JsonObject status = server.api().get("status").getAsJsonObject();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Output.json(status));
            return 0;
        }
        out.printf(
                "Server %s of zone %s: gateways dial port %s, enrol at port %s, DNS port %s%n",
                Output.text(status, "serverName"),
                Output.text(status, "zone"),
                Output.text(status, "tunnelPort"),
                Output.text(status, "enrolmentPort"),
                Output.text(status, "dnsPort"));
        tunnels(status, out);
        routes(status, out);
        JsonObject signals = status.getAsJsonObject("signals");
        messages("the last 24 hours", signals.getAsJsonObject("day"), out);
        messages("the last 30 days", signals.getAsJsonObject("month"), out);
        budgets(status, out);
        return 0;
    }

    private static void tunnels(JsonObject status, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonElement element : status.getAsJsonArray("tunnels")) {
            JsonObject tunnel = element.getAsJsonObject();
            rows.add(
                    List.of(
                            Output.text(tunnel, "gateway"),
                            Output.text(tunnel, "remote"),
                            Output.text(tunnel, "since"),
                            Output.text(tunnel, "openStreams"),
                            Output.text(tunnel, "octetsHeld")));
        }
        out.println(rows.isEmpty() ? "No tunnel is up." : "");
        if (!rows.isEmpty()) {
            out.print(
                    Output.table(
                            List.of("TUNNEL OF", "FROM", "SINCE", "STREAMS", "OCTETS HELD"), rows));
        }
    }

    private static void routes(JsonObject status, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonElement element : status.getAsJsonArray("signalRoutes")) {
            JsonObject route = element.getAsJsonObject();
            JsonObject health = route.getAsJsonObject("health");
            rows.add(
                    List.of(
                            Output.text(route, "name"),
                            Output.text(route, "channel"),
                            Output.text(health, "state"),
                            Output.text(route, "cost"),
                            Output.text(health, "text")));
        }
        out.println(rows.isEmpty() ? "No route: gateways cannot be woken." : "");
        if (!rows.isEmpty()) {
            out.print(
                    Output.table(
                            List.of("ROUTE", "CHANNEL", "HEALTH", "A MESSAGE COSTS", "DETAIL"),
                            rows));
        }
        out.println();
    }

    private static void messages(String when, JsonObject total, PrintWriter out) {
        List<String> costs = new ArrayList<>();
        total.getAsJsonArray("cost").forEach(cost -> costs.add(cost.getAsString()));
        int unknown = total.get("messagesOfUnknownCost").getAsInt();
        if (unknown > 0) {
            costs.add("unknown for " + unknown);
        }
        out.printf(
                "Messages in %s: %s%s%n",
                when,
                Output.text(total, "messages"),
                costs.isEmpty() ? "" : "; cost: " + String.join(", ", costs));
    }

    private static void budgets(JsonObject status, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonElement element : status.getAsJsonArray("budgets")) {
            JsonObject use = element.getAsJsonObject();
            rows.add(
                    List.of(
                            Output.text(use, "scope"),
                            Output.text(use, "subject"),
                            Output.text(use, "used"),
                            Output.text(use, "most"),
                            use.get("periodSeconds").getAsInt() == HOUR ? "hour" : "day"));
        }
        if (!rows.isEmpty()) {
            out.println();
            out.print(Output.table(List.of("BUDGET OF", "WHICH", "USED", "OF", "IN A"), rows));
        }
    }
}
