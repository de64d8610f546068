/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.users;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.cli.api.Output;
import io.reveille.cli.api.ServerHome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reveille users}: who may reach which services. */
@Command(
        name = "users",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Who may reach which services, and how they show who they are.")
public final class UsersCommand implements Runnable {
    @Spec CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: list, add, set, password, certificate, revoke, restore or audit");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the users.")
    int list(
            @Mixin ServerHome home,
            @Option(names = "--json", description = "Print one JSON array.") boolean json) {
        JsonArray users = home.api().get("users").getAsJsonArray();
        Output.print(
                spec.commandLine().getOut(),
                users,
                json,
                Output.table(
                        List.of("USER", "ROLE", "STATUS", "PASSWORD", "CERTIFICATES", "REACH"),
                        users,
                        user ->
                                List.of(
                                        Output.text(user, "name"),
                                        Output.text(user, "role"),
                                        Output.text(user, "status"),
                                        user.get("hasPassword").getAsBoolean() ? "yes" : "no",
                                        String.valueOf(user.getAsJsonArray("certificates").size()),
                                        Output.text(user, "reach"))));
        return 0;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Adds a user; asks for the password, or reads it from standard input.")
    int add(
            @Mixin ServerHome home,
            @Parameters(paramLabel = "USER", description = "Name of the user.") String user,
            @Option(
                            names = "--reach",
                            paramLabel = "PATTERNS",
                            description =
                                    "What the user may reach: GATEWAY/SERVICE with * for any text, separated by commas (default: nothing).")
                    Optional<String> reach,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            description = "client, operator or admin (default: client).")
                    Optional<String> role,
            @Option(
                            names = "--no-password",
                            description = "The user has tokens or certificates alone.")
                    boolean noPassword,
            @Option(names = "--json", description = "Print one JSON object.") boolean json) {
        JsonObject order = new JsonObject();
        order.addProperty("name", user);
        reach.ifPresent(text -> order.addProperty("reach", text));
        role.ifPresent(text -> order.addProperty("role", text));
        if (!noPassword) {
            order.addProperty("password", NewPassword.read());
        }
        Output.print(
                spec.commandLine().getOut(),
                home.api().post("users", order),
                json,
                "User " + user + " is added.\n");
        return 0;
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Changes what a user may reach; holds at once.")
    int set(
            @Mixin ServerHome home,
            @Parameters(paramLabel = "USER", description = "Name of the user.") String user,
            @Option(
                            names = "--reach",
                            paramLabel = "PATTERNS",
                            description = "What the user may reach; empty for nothing.")
                    Optional<String> reach,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            description = "client, operator or admin.")
                    Optional<String> role,
            @Option(names = "--json", description = "Print one JSON object.") boolean json) {
        if (reach.isEmpty() && role.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "nothing to set: give --reach or --role");
        }
        JsonObject order = new JsonObject();
        reach.ifPresent(text -> order.addProperty("reach", text));
        role.ifPresent(text -> order.addProperty("role", text));
        act(home, user, "set", order, json, " is changed.");
        return 0;
    }

    @Command(
            name = "password",
            mixinStandardHelpOptions = true,
            description = "Sets a password; asks for it, or reads it from standard input.")
    int password(
            @Mixin ServerHome home,
            @Parameters(paramLabel = "USER", description = "Name of the user.") String user,
            @Option(names = "--json", description = "Print one JSON object.") boolean json) {
        JsonObject order = new JsonObject();
        order.addProperty("password", NewPassword.read());
        act(home, user, "password", order, json, " has another password.");
        return 0;
    }

    @Command(
            name = "certificate",
            mixinStandardHelpOptions = true,
            description = "Has a user known by the SHA-256 fingerprint of a certificate.")
    int certificate(
            @Mixin ServerHome home,
            @Parameters(paramLabel = "USER", description = "Name of the user.") String user,
            @Parameters(
                            paramLabel = "FINGERPRINT",
                            description =
                                    "As 'openssl x509 -noout -fingerprint -sha256' shows it after the equals sign.")
                    String fingerprint,
            @Option(names = "--remove", description = "No longer.") boolean remove,
            @Option(names = "--json", description = "Print one JSON object.") boolean json) {
        JsonObject order = new JsonObject();
        order.addProperty(remove ? "unbind" : "bind", fingerprint);
        act(home, user, "certificates", order, json, " is changed.");
        return 0;
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description =
                    "Shuts a user out at once; tokens and what is open by address end for good.")
    int revoke(
            @Mixin ServerHome home,
            @Parameters(paramLabel = "USER", description = "Name of the user.") String user,
            @Option(names = "--json", description = "Print one JSON object.") boolean json) {
        act(home, user, "revoke", new JsonObject(), json, " is revoked.");
        return 0;
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = "Lets a user in again who was revoked.")
    int restore(
            @Mixin ServerHome home,
            @Parameters(paramLabel = "USER", description = "Name of the user.") String user,
            @Option(names = "--json", description = "Print one JSON object.") boolean json) {
        act(home, user, "restore", new JsonObject(), json, " is let in again.");
        return 0;
    }

    @Command(
            name = "audit",
            mixinStandardHelpOptions = true,
            description = "Shows who tried to log in, from where, and what came of it.")
    int audit(
            @Mixin ServerHome home,
            @Option(names = "--user", paramLabel = "USER", description = "Of this user alone.")
                    Optional<String> user,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            description = "The newest N (default: ${DEFAULT-VALUE}).",
                            defaultValue = "50")
                    int limit,
            @Option(names = "--json", description = "Print one JSON array.") boolean json) {
        JsonArray attempts =
                home.api()
                        .get(
                                "attempts?limit="
                                        + limit
                                        + user.map(name -> "&user=" + encoded(name)).orElse(""))
                        .getAsJsonArray();
        Output.print(
                spec.commandLine().getOut(),
                attempts,
                json,
                Output.table(
                        List.of("TIME", "FROM", "BY", "USER", "VERDICT", "DETAIL"),
                        attempts,
                        attempt ->
                                List.of(
                                        Output.text(attempt, "at"),
                                        Output.text(attempt, "source"),
                                        Output.text(attempt, "kind"),
                                        Output.text(attempt, "user"),
                                        attempt.get("admitted").getAsBoolean()
                                                ? "admitted"
                                                : "denied",
                                        Output.text(attempt, "detail"))));
        return 0;
    }

    private void act(
            ServerHome home,
            String user,
            String action,
            JsonObject order,
            boolean json,
            String done) {
        JsonElement answer = home.api().post("users/" + encoded(user) + "/" + action, order);
        Output.print(spec.commandLine().getOut(), answer, json, "User " + user + done + "\n");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
