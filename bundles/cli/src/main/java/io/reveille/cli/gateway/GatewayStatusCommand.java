/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.gateway;

import com.google.gson.JsonObject;
import io.reveille.cli.CommandFailedException;
import io.reveille.cli.api.Output;
import io.reveille.gateway.agent.GatewayInspection;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reveille gateway status}: what the gateway's files say, whether it runs or not. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Shows who this gateway is, its keys, and what it reported last; from its files.")
final class GatewayStatusCommand implements Callable<Integer> {
    @Mixin GatewayHome home;
    @Spec CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public Integer call() {
        try {
            JsonObject status =
                    GatewayInspection.status(home.directory)
                            .orElseThrow(
                                    () ->
                                            new CommandFailedException(
                                                    "there is no gateway in "
                                                            + home.directory
                                                            + ": enrol it with 'reveille gateway"
                                                            + " enroll', or give its --home"));
            spec.commandLine()
                    .getOut()
                    .print(
                            json
                                    ? Output.json(status) + System.lineSeparator()
                                    : GatewayText.status(status));
            return 0;
        } catch (IOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }
}
