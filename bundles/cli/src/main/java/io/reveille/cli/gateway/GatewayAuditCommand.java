/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.gateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.cli.CommandFailedException;
import io.reveille.cli.api.Output;
import io.reveille.gateway.agent.AuditEntry;
import io.reveille.gateway.agent.AuditLog;
import io.reveille.gateway.agent.AuditTrail;
import io.reveille.gateway.agent.GatewayInspection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reveille gateway audit}: the audit log, and whether its chain of hashes holds. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description =
                "Shows the gateway's audit log, oldest first; with --verify checks that no line was changed, removed or added.")
final class GatewayAuditCommand implements Callable<Integer> {
    @Mixin GatewayHome home;
    @Spec CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Option(
            names = "--verify",
            description = "Only check the chain of hashes; exit 1 if it is broken, saying where.")
    boolean verify;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Show the newest N entries (default: ${DEFAULT-VALUE}).")
    int limit;

    @Override
    public Integer call() {
        AuditTrail trail = read();
        PrintWriter out = spec.commandLine().getOut();
        List<AuditEntry> entries = trail.entries();
        List<AuditEntry> shown =
                entries.subList(Math.max(0, entries.size() - Math.max(0, limit)), entries.size());
        if (json) {
            out.println(Output.json(json(trail, shown)));
        } else if (!verify) {
            shown.forEach(entry -> out.print(GatewayText.entry(GatewayInspection.audit(entry))));
        } else if (trail.isWhole()) {
            out.println(
                    entries.isEmpty()
                            ? "The audit log is empty."
                            : "The chain holds from number %d to %d; the last hash is %s."
                                    .formatted(
                                            entries.get(0).number(),
                                            entries.get(entries.size() - 1).number(),
                                            entries.get(entries.size() - 1).hash()));
        }
        if (!json && !trail.isWhole()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("reveille: the audit log is broken:");
            trail.breaks().forEach(where -> err.println("  " + where));
        }
        return verify && !trail.isWhole() ? 1 : 0;
    }

    private AuditTrail read() {
        if (!Files.exists(AuditLog.file(home.directory))) {
            throw new CommandFailedException(
                    "there is no audit log "
                            + AuditLog.file(home.directory)
                            + ": give the gateway's --home, or run it first");
        }
        try {
            return AuditLog.read(home.directory);
        } catch (IOException e) {
            throw new CommandFailedException("the audit log cannot be read: " + e.getMessage(), e);
        }
    }

    private JsonObject json(AuditTrail trail, List<AuditEntry> shown) {
        JsonObject all = new JsonObject();
        all.addProperty("whole", trail.isWhole());
        JsonArray breaks = new JsonArray();
        trail.breaks().forEach(breaks::add);
        all.add("breaks", breaks);
        all.addProperty("count", trail.entries().size());
        if (!verify) {
            JsonArray entries = new JsonArray();
            shown.stream().map(GatewayInspection::audit).forEach(entries::add);
            all.add("entries", entries);
        }
        return all;
    }
}
