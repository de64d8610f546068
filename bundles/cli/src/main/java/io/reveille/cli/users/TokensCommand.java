/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.users;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.cli.api.Output;
import io.reveille.cli.api.ServerHome;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reveille tokens}: by which programs act for users. */
@Command(
        name = "tokens",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Tokens by which programs act for users.")
public final class TokensCommand implements Runnable {
    @Spec CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: list, add or revoke");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the tokens.")
    int list(
            @Mixin ServerHome home,
            @Option(names = "--json", description = "Print one JSON array.") boolean json) {
        JsonArray tokens = home.api().get("tokens").getAsJsonArray();
        Output.print(
                spec.commandLine().getOut(),
                tokens,
                json,
                Output.table(
                        List.of("TOKEN", "USER", "SCOPE", "EXPIRES", "LAST USED", "NOTE"),
                        tokens,
                        token ->
                                Output.texts(
                                        token,
                                        "id",
                                        "user",
                                        "scope",
                                        "expiresAt",
                                        "usedAt",
                                        "note")));
        return 0;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Makes a token for a user. It is shown this once.")
    int add(
            @Mixin ServerHome home,
            @Parameters(paramLabel = "USER", description = "Whose token it is.") String user,
            @Option(
                            names = "--scope",
                            paramLabel = "PATTERNS",
                            description =
                                    "Less than what the user may reach: GATEWAY/SERVICE with * for any text, separated by commas.")
                    Optional<String> scope,
            @Option(
                            names = "--for",
                            paramLabel = "TIME",
                            description = "How long it is good, such as 12h or 90d (default: 90d).")
                    Optional<String> validity,
            @Option(names = "--note", paramLabel = "TEXT", description = "What it is for.")
                    Optional<String> note,
            @Option(names = "--json", description = "Print one JSON object.") boolean json) {
        JsonObject order = new JsonObject();
        order.addProperty("user", user);
        scope.ifPresent(text -> order.addProperty("scope", text));
        note.ifPresent(text -> order.addProperty("note", text));
        validity.ifPresent(
                text ->
                        order.addProperty(
                                "validitySeconds", TimeSpan.seconds(spec.commandLine(), text)));
        JsonElement answer = home.api().post("tokens", order);
        Output.print(
                spec.commandLine().getOut(),
                answer,
                json,
                Output.text(answer.getAsJsonObject(), "token") + "\n");
        return 0;
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends a token at once.")
    int revoke(
            @Mixin ServerHome home,
            @Parameters(
                            paramLabel = "TOKEN",
                            description = "The token's id, as 'reveille tokens list' shows it.")
                    String id,
            @Option(names = "--json", description = "Print one JSON object.") boolean json) {
        if (!id.matches("[0-9a-f]{8}")) {
            throw new ParameterException(
                    spec.commandLine(), "give the token's id alone, the eight digits after 'rvl_'");
        }
        JsonElement answer = home.api().post("tokens/" + id + "/revoke", new JsonObject());
        Output.print(spec.commandLine().getOut(), answer, json, "Token " + id + " is revoked.\n");
        return 0;
    }
}
