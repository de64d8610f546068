/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.cli.api.Output;
import io.reveille.cli.api.ServerHome;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reveille dns keys}: the keys that sign the zone, and how one replaces another. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "The keys that sign the zone: list, roll, retire.")
public final class ZoneKeysCommand implements Runnable {
    @Spec CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the zone's keys: published, active or retired.")
    int list(
            @Mixin ServerHome home,
            @Option(names = "--json", description = "Print a JSON array.") boolean json) {
        JsonElement keys = home.api().get("dns").getAsJsonObject().get("keys");
        if (json) {
            spec.commandLine().getOut().println(Output.json(keys));
            return 0;
        }
        spec.commandLine()
                .getOut()
                .print(
                        Output.table(
                                List.of("KEY", "STATE", "SINCE", "NEXT STEP FROM", "DS"),
                                keys.getAsJsonArray(),
                                key -> Output.texts(key, "tag", "state", "since", "next", "ds")));
        return 0;
    }

    @Command(
            name = "roll",
            mixinStandardHelpOptions = true,
            description =
                    "Publishes another key; called again, once resolvers and the parent know that key, lets it take over.")
    int roll(
            @Mixin ServerHome home,
            @Option(
                            names = "--now",
                            description = "Take over although resolvers may not know the key yet.")
                    boolean now) {
        JsonObject order = new JsonObject();
        order.addProperty("now", now);
        return say(home.api().post("dns/roll", order));
    }

    @Command(
            name = "retire",
            mixinStandardHelpOptions = true,
            description = "Takes a key that was replaced, or only published, out of the zone.")
    int retire(
            @Mixin ServerHome home,
            @Parameters(paramLabel = "KEY", description = "Its number in 'dns keys list'.") int key,
            @Option(
                            names = "--now",
                            description = "Although resolvers may hold what it has signed.")
                    boolean now) {
        JsonObject order = new JsonObject();
        order.addProperty("key", key);
        order.addProperty("now", now);
        return say(home.api().post("dns/retire", order));
    }

    private int say(JsonElement answer) {
        spec.commandLine().getOut().println(Output.text(answer.getAsJsonObject(), "message"));
        return 0;
    }
}
