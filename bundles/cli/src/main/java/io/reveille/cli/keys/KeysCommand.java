/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.keys;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.cli.CommandFailedException;
import io.reveille.cli.Names;
import io.reveille.cli.api.Output;
import io.reveille.cli.api.ServerHome;
import io.reveille.crypto.Octets;
import io.reveille.crypto.RootKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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

/** {@code reveille keys}: how the fleet's keys are, and what can be done with them. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Shows the fleet's keys; rotates, revokes and announces them.",
        subcommands = {RootInitCommand.class, SignCommand.class, PassphraseCommand.class})
public final class KeysCommand implements Callable<Integer> {
    @Mixin ServerHome server;
    @Spec CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public Integer call() {
        JsonObject report = server.api().get("keys").getAsJsonObject();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Output.json(report));
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonElement element : report.getAsJsonArray("keys")) {
            JsonObject key = element.getAsJsonObject();
            rows.add(
                    List.of(
                            Output.text(key, "kind"),
                            Output.text(key, "id"),
                            Output.text(key, "state"),
                            Output.text(key, "announced"),
                            Output.text(key, "since"),
                            Output.text(key, "sha256").substring(0, 16)));
        }
        out.print(
                Output.table(
                        List.of("KEY", "ID", "STATE", "LIST", "SINCE", "SHA-256 (BEGINNING)"),
                        rows));
        out.println();
        out.println(
                "Key list "
                        + Output.text(report, "listVersion")
                        + " of "
                        + Output.text(report, "listIssuedAt")
                        + "; gateways that do not have it yet: "
                        + Output.text(report, "gatewaysBehind"));
        out.println(
                "Root key "
                        + Output.text(report, "root")
                        + (report.get("rootOnline").getAsBoolean()
                                ? ", in the server: see 'reveille keys root-init'"
                                : ", kept elsewhere"));
        out.println("Lowest suite that gateways take: " + Output.text(report, "lowestSuite"));
        out.println("Keys of certificates: " + Output.text(report, "storage"));
        if (report.get("listNeeded").getAsBoolean()) {
            out.println("The next list is to be signed: 'reveille keys list-export FILE'.");
        }
        return 0;
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description =
                    "Replaces a key: sender, ca or server at the server; certificate, sealing-key or psk of gateways in their next tunnels.")
    int rotate(
            @Mixin ServerHome home,
            @Parameters(
                            paramLabel = "WHAT",
                            description = "sender, ca, server, certificate, sealing-key or psk.")
                    String what,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "GATEWAY",
                            description = "Name of one gateway (default: all).")
                    String gateway,
            @Option(
                            names = "--leave-behind",
                            description =
                                    "ca: take over although gateways that have not heard of it are lost.")
                    boolean force) {
        JsonObject order = new JsonObject();
        order.addProperty("what", what);
        if (gateway != null) {
            Names.requireLabel(spec, "GATEWAY", gateway);
            order.addProperty("gateway", gateway);
        }
        order.addProperty("force", force);
        return say(home.api().post("keys/rotate", order));
    }

    @Command(
            name = "lowest-suite",
            mixinStandardHelpOptions = true,
            description =
                    "Has gateways refuse requests of a lower suite: 11 takes those with a pre-shared key alone.")
    int lowestSuite(
            @Mixin ServerHome home,
            @Parameters(paramLabel = "SUITE", description = "01 or 11.") String suite,
            @Option(
                            names = "--leave-behind",
                            description =
                                    "Raise it although active gateways have no pre-shared key yet; those take 01 until they have one.")
                    boolean force) {
        JsonObject order = new JsonObject();
        order.addProperty("suite", suite);
        order.addProperty("force", force);
        return say(home.api().post("keys/lowest-suite", order));
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description =
                    "Shuts a sender key out at once. For a gateway see 'reveille devices revoke'.")
    int revoke(
            @Mixin ServerHome home,
            @Parameters(paramLabel = "SENDER-ID", description = "Number of the sender key.")
                    int sender) {
        JsonObject order = new JsonObject();
        order.addProperty("sender", sender);
        return say(home.api().post("keys/revoke", order));
    }

    @Command(
            name = "list-export",
            mixinStandardHelpOptions = true,
            description = "Writes the next key list, to be signed by 'reveille keys sign'.")
    int exportList(
            @Mixin ServerHome home,
            @Parameters(paramLabel = "FILE", description = "File to write.") Path file) {
        JsonObject answer = home.api().get("keys/unsigned-list").getAsJsonObject();
        KeyListFile.write(file, Octets.fromBase64(answer.get("list").getAsString()));
        spec.commandLine()
                .getOut()
                .println("Wrote " + file + "; sign it with 'reveille keys sign " + file + "'.");
        return 0;
    }

    @Command(
            name = "list-import",
            mixinStandardHelpOptions = true,
            description = "Has the server check a signed key list and publish it.")
    int importList(
            @Mixin ServerHome home,
            @Parameters(paramLabel = "FILE", description = "What 'reveille keys sign' wrote.")
                    Path file) {
        JsonObject order = new JsonObject();
        order.addProperty("list", KeyListFile.signed(file).encode().base64());
        return say(home.api().post("keys/list", order));
    }

    @Command(
            name = "root-use",
            mixinStandardHelpOptions = true,
            description =
                    "Hands the root over to a key made by 'root-init'; the server destroys its own.")
    int useRoot(
            @Mixin ServerHome home,
            @Parameters(paramLabel = "FILE", description = "The new key's root.pub.") Path file) {
        try {
            JsonObject order = new JsonObject();
            order.addProperty("key", RootKey.loadPublic(file).base64());
            return say(home.api().post("keys/root", order));
        } catch (IOException e) {
            throw new CommandFailedException("cannot read the root key: " + e.getMessage(), e);
        }
    }

    private int say(JsonElement answer) {
        Optional.ofNullable(answer.getAsJsonObject().get("message"))
                .ifPresent(text -> spec.commandLine().getOut().println(text.getAsString()));
        return 0;
    }
}
