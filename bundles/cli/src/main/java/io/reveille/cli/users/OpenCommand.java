/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.users;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.cli.api.Output;
import io.reveille.cli.api.ServerHome;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reveille open}: lets an address reach a service for a while. */
@Command(
        name = "open",
        mixinStandardHelpOptions = true,
        description = "Opens a service's port for an address for a while; or shows what is open.")
public final class OpenCommand implements Callable<Integer> {
    @Mixin ServerHome server;
    @Spec CommandSpec spec;

    @ArgGroup What what;

    /** One of these. */
    static final class What {
        @Parameters(
                paramLabel = "GATEWAY[/SERVICE]",
                description = "What to open; all services of the gateway without SERVICE.")
        Optional<String> opened = Optional.empty();

        @Option(names = "--list", description = "Show what is open.")
        boolean list;

        @Option(
                names = "--close",
                paramLabel = "ID",
                description = "End what 'reveille open --list' shows by this id.")
        Optional<String> closed = Optional.empty();
    }

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "15m",
            description = "How long, such as 15m or 2h; at most 24h (default: ${DEFAULT-VALUE}).")
    String validity;

    @Option(
            names = "--address",
            paramLabel = "IP",
            description = "For which address (default: the one that this request comes from).")
    Optional<String> address = Optional.empty();

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = "On whose behalf, within what that user may reach.")
    Optional<String> user = Optional.empty();

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<String> opened = Optional.ofNullable(what).flatMap(chosen -> chosen.opened);
        Optional<String> closed = Optional.ofNullable(what).flatMap(chosen -> chosen.closed);
        if (opened.isPresent()) {
            JsonObject grant = open(opened.get());
            out.println(
                    json
                            ? Output.json(grant)
                            : "%s/%s is open for %s until %s."
                                    .formatted(
                                            Output.text(grant, "gateway"),
                                            Output.text(grant, "service"),
                                            Output.text(grant, "address"),
                                            Output.text(grant, "expiresAt")));
        } else if (closed.isPresent()) {
            JsonElement grant =
                    server.api().post("grants/" + id(closed.get()) + "/close", new JsonObject());
            out.println(json ? Output.json(grant) : "Closed.");
        } else {
            list(out);
        }
        return 0;
    }

    private JsonObject open(String text) {
        String[] parts = text.split("/", 2);
        JsonObject order = new JsonObject();
        order.addProperty("gateway", parts[0]);
        order.addProperty("service", parts.length > 1 ? parts[1] : "*");
        boolean here = address.isEmpty() && user.isEmpty();
        if (!here) {
            order.addProperty("address", address.orElse("127.0.0.1"));
            user.ifPresent(name -> order.addProperty("user", name));
        }
        order.addProperty("validitySeconds", TimeSpan.seconds(spec.commandLine(), validity));
        return server.api().post(here ? "open" : "grants", order).getAsJsonObject();
    }

    private String id(String text) {
        if (!text.matches("[0-9a-f]{8}")) {
            throw new ParameterException(
                    spec.commandLine(), "'" + text + "' is not an id of eight digits");
        }
        return text;
    }

    private void list(PrintWriter out) {
        JsonArray grants = server.api().get("grants").getAsJsonArray();
        if (json) {
            out.println(Output.json(grants));
            return;
        }
        out.print(
                Output.table(
                        List.of("ID", "OPEN", "FOR", "UNTIL", "USER"),
                        grants,
                        grant ->
                                List.of(
                                        Output.text(grant, "id"),
                                        Output.text(grant, "gateway")
                                                + "/"
                                                + Output.text(grant, "service"),
                                        Output.text(grant, "address"),
                                        Output.text(grant, "expiresAt"),
                                        Output.text(grant, "user"))));
        out.flush();
    }
}
