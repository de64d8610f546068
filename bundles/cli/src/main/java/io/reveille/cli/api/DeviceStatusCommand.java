/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.api;

import com.google.gson.JsonObject;
import io.reveille.cli.CommandFailedException;
import io.reveille.cli.Names;
import io.reveille.cli.gateway.GatewayText;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reveille devices status}: asks a gateway through its tunnel. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Asks a gateway through its tunnel how it is.")
final class DeviceStatusCommand implements Callable<Integer> {
    /** A wake-up may take minutes. */
    static final Duration WAKING = Duration.ofMinutes(5);

    @Mixin ServerHome server;
    @Spec CommandSpec spec;

    @Parameters(paramLabel = "GATEWAY", description = "Name of the gateway.")
    String gateway;

    @Option(names = "--wake", description = "Wake the gateway if it has no tunnel.")
    boolean wake;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    private JsonObject answer() {
        try {
            return server.api()
                    .get("gateways/" + gateway + "/status?wake=" + wake, WAKING)
                    .getAsJsonObject();
        } catch (CommandFailedException e) {
            String stranded =
                    Output.text(
                            server.api().get("gateways/" + gateway).getAsJsonObject(), "stranded");
            throw stranded.equals("-")
                    ? e
                    : new CommandFailedException(
                            "gateway " + gateway + " is STRANDED: " + stranded, e);
        }
    }

    @Override
    public Integer call() {
        Names.requireLabel(spec, "GATEWAY", gateway);
        JsonObject status = answer().getAsJsonObject("status");
        spec.commandLine()
                .getOut()
                .print(
                        json
                                ? Output.json(status) + System.lineSeparator()
                                : GatewayText.status(status));
        return 0;
    }
}
