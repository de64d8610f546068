/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.cli.Names;
import io.reveille.cli.gateway.GatewayText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reveille devices audit}: reads a gateway's audit log through its tunnel. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Reads a gateway's audit log through its tunnel, the newest entries first.")
final class DeviceAuditCommand implements Callable<Integer> {
    @Mixin ServerHome server;
    @Spec CommandSpec spec;

    @Parameters(paramLabel = "GATEWAY", description = "Name of the gateway.")
    String gateway;

    @Option(names = "--wake", description = "Wake the gateway if it has no tunnel.")
    boolean wake;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many entries, 1 to 200 (default: ${DEFAULT-VALUE}).")
    int limit;

    @Option(
            names = "--before",
            paramLabel = "NUMBER",
            description = "Only entries before this number: for the next page.")
    Integer before;

    @Override
    public Integer call() {
        Names.requireLabel(spec, "GATEWAY", gateway);
        String path = "gateways/%s/audit?wake=%s&limit=%d".formatted(gateway, wake, limit);
        JsonObject answer =
                server.api()
                        .get(
                                before == null ? path : path + "&before=" + before,
                                DeviceStatusCommand.WAKING)
                        .getAsJsonObject();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Output.json(answer));
            return 0;
        }
        for (JsonElement entry : answer.getAsJsonArray("entries")) {
            out.print(GatewayText.entry(entry.getAsJsonObject()));
        }
        JsonArray breaks = answer.getAsJsonArray("breaks");
        if (breaks != null && !breaks.isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("reveille: the gateway's audit log is broken:");
            JsonObject told = new JsonObject();
            told.add("where", breaks);
            err.print(GatewayText.status(told));
        }
        return 0;
    }
}
