/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.cli.Names;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reveille sessions}: the record of accesses, each with its steps A to I. */
@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        description = "Lists the latest sessions, or shows one with its steps A to I.")
public final class SessionsCommand implements Callable<Integer> {
    @Mixin ServerHome server;
    @Spec CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SESSION",
            description = "Key of the session to show whole.")
    Optional<String> key = Optional.empty();

    @Option(
            names = "--gateway",
            paramLabel = "GATEWAY",
            description = "Only the sessions of this gateway.")
    Optional<String> gateway = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many at the most, newest first (default: ${DEFAULT-VALUE}).")
    int limit;

    @Option(names = "--json", description = "Print JSON: an array, or one object for SESSION.")
    boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        key.ifPresent(text -> Names.requireKey(spec, "SESSION", text));
        gateway.ifPresent(id -> Names.requireLabel(spec, "--gateway", id));
        if (key.isPresent()) {
            JsonObject session = server.api().get("sessions/" + key.get()).getAsJsonObject();
            show(session, out);
            return 0;
        }
        String path = "sessions?limit=" + limit + gateway.map(id -> "&gateway=" + id).orElse("");
        JsonArray sessions = server.api().get(path).getAsJsonArray();
        if (json) {
            out.println(Output.json(sessions));
            return 0;
        }
        if (sessions.isEmpty()) {
            out.println("No session yet.");
            return 0;
        }
        out.print(
                Output.table(
                        List.of(
                                "SESSION", "OPENED", "GATEWAY", "SERVICE", "CLIENT", "OUTCOME",
                                "REASON"),
                        sessions,
                        session ->
                                Output.texts(
                                        session,
                                        "key",
                                        "openedAt",
                                        "gatewayId",
                                        "service",
                                        "client",
                                        "outcome",
                                        "reason")));
        return 0;
    }

    private void show(JsonObject session, PrintWriter out) {
        if (json) {
            out.println(Output.json(session));
            return;
        }
        out.println(
                Output.text(session, "client")
                        + (session.has("user") && !session.get("user").isJsonNull()
                                ? " as " + Output.text(session, "user")
                                : "")
                        + " to "
                        + Output.text(session, "service")
                        + " of "
                        + Output.text(session, "gatewayId")
                        + ": "
                        + Output.text(session, "outcome")
                        + " ("
                        + Output.text(session, "reason")
                        + ")");
        out.println(
                "octets up "
                        + Output.text(session, "octetsUp")
                        + ", down "
                        + Output.text(session, "octetsDown"));
        for (JsonElement element : session.getAsJsonArray("steps")) {
            JsonObject step = element.getAsJsonObject();
            out.println(
                    "  "
                            + Output.text(step, "step")
                            + "  "
                            + Output.text(step, "at")
                            + "  "
                            + Output.text(step, "detail"));
        }
    }
}
