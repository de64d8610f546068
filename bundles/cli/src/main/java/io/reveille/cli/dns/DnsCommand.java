/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.cli.CommandFailedException;
import io.reveille.cli.api.Output;
import io.reveille.cli.api.ServerHome;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reveille dns}: the fleet's zone and its keys. */
@Command(
        name = "dns",
        mixinStandardHelpOptions = true,
        description = "Shows the fleet's zone and looks after its keys.",
        subcommands = {ZoneKeysCommand.class})
public final class DnsCommand implements Runnable {
    @Mixin ServerHome server;
    @Spec CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public void run() {
        JsonObject zone = server.api().get("dns").getAsJsonObject();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Output.json(zone));
            return;
        }
        out.printf(
                "Zone %s, serial %s, %s%n",
                Output.text(zone, "zone"),
                Output.text(zone, "serial"),
                zone.get("signed").getAsBoolean() ? "signed" : "not signed");
        print(out, "Listens at", zone, "listens");
        print(out, "Name servers", zone, "nameServers");
        print(out, "Secondaries that are told of changes", zone, "secondaries");
    }

    private static void print(PrintWriter out, String what, JsonObject zone, String member) {
        StringBuilder list = new StringBuilder();
        for (JsonElement element : zone.getAsJsonArray(member)) {
            list.append(list.isEmpty() ? "" : ", ").append(element.getAsString());
        }
        out.println(what + ": " + (list.isEmpty() ? "none" : list));
    }

    @Command(
            name = "trust-anchor",
            mixinStandardHelpOptions = true,
            description = {
                "Prints what others need to check the zone's signatures: the DS records for the parent zone,"
                        + " and with --dnskey the keys as a validating resolver's trust-anchor-file has them."
            })
    int trustAnchor(
            @Mixin ServerHome home,
            @Option(names = "--dnskey", description = "Print DNSKEY instead of DS records.")
                    boolean dnskey) {
        JsonObject zone = home.api().get("dns").getAsJsonObject();
        if (!zone.get("signed").getAsBoolean()) {
            throw new CommandFailedException(
                    "the zone is not signed: set dnssec=true in etc/io.reveille.server.dns.cfg");
        }
        for (JsonElement element : zone.getAsJsonArray("keys")) {
            JsonObject key = element.getAsJsonObject();
            if (!Output.text(key, "state").equals("retired")) {
                spec.commandLine().getOut().println(Output.text(key, dnskey ? "dnskey" : "ds"));
            }
        }
        return 0;
    }
}
