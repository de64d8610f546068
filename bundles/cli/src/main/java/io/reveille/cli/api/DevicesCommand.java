/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.cli.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reveille devices}: the gateways of the fleet and what they offer. */
@Command(
        name = "devices",
        mixinStandardHelpOptions = true,
        description = "Lists the gateways and the services that they offer.",
        subcommands = {DeviceStatusCommand.class, DeviceAuditCommand.class})
public final class DevicesCommand implements Callable<Integer> {
    @Mixin ServerHome server;
    @Spec CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON array.")
    boolean json;

    @Override
    public Integer call() {
        JsonArray gateways = server.api().get("gateways").getAsJsonArray();
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(Output.json(gateways));
            return 0;
        }
        if (gateways.isEmpty()) {
            out.println(
                    "No gateway yet; make a code for the first one with 'reveille enroll GATEWAY'.");
            return 0;
        }
        out.print(
                Output.table(
                        List.of("GATEWAY", "STATUS", "NUMBER", "TUNNEL", "ENROLLED", "SERVICES"),
                        gateways,
                        gateway ->
                                List.of(
                                        Output.text(gateway, "id"),
                                        status(gateway),
                                        Output.text(gateway, "msisdn"),
                                        Output.text(gateway, "tunnel"),
                                        Output.text(gateway, "enrolledAt"),
                                        services(gateway))));
        return 0;
    }

    /** A gateway that can't be woken any more has to enrol anew. */
    private static String status(JsonObject gateway) {
        String stranded = Output.text(gateway, "stranded");
        return stranded.equals("-") ? Output.text(gateway, "status") : "STRANDED: " + stranded;
    }

    private static String services(JsonObject gateway) {
        List<String> services = new ArrayList<>();
        for (JsonElement element : gateway.getAsJsonArray("services")) {
            JsonObject service = element.getAsJsonObject();
            String by = Output.text(service, "transport").equals("udp") ? "/udp" : "";
            services.add(
                    Output.text(service, "name") + ":" + Output.text(service, "publicPort") + by);
        }
        return services.isEmpty() ? "-" : String.join(" ", services);
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description =
                    "Changes where and how a gateway is woken, and how its tunnels come; an empty value takes the setting away.")
    int set(
            @Mixin ServerHome home,
            @Parameters(paramLabel = "GATEWAY", description = "Name of the gateway.")
                    String gateway,
            @Mixin ReachOptions reach) {
        Names.requireLabel(spec, "GATEWAY", gateway);
        JsonObject change = reach.change();
        if (change.size() == 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "nothing to set: give --msisdn, --email, --channels, --policy or --tunnel");
        }
        home.api().post("gateways/" + gateway + "/reach", change);
        spec.commandLine().getOut().println("Gateway " + gateway + " is changed.");
        return 0;
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description =
                    "Ends a gateway's membership at once; its keys and certificate open nothing any more.")
    int revoke(
            @Mixin ServerHome home,
            @Parameters(paramLabel = "GATEWAY", description = "Name of the gateway.")
                    String gateway) {
        Names.requireLabel(spec, "GATEWAY", gateway);
        home.api().post("gateways/" + gateway + "/revoke", new JsonObject());
        spec.commandLine().getOut().println("Gateway " + gateway + " is revoked.");
        return 0;
    }
}
