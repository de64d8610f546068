/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.cli.CommandFailedException;
import io.reveille.cli.Names;
import io.reveille.cli.api.Output;
import io.reveille.cli.api.ServerHome;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reveille doctor}: looks for what is wrong around the server, and says what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks for what is wrong around the server, and says what to do.")
public final class DoctorCommand implements Runnable {
    private static final int DNS_PORT = 53;

    @Spec CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "dns",
            mixinStandardHelpOptions = true,
            description =
                    "Asks the parent zone and all name servers whether the world finds the fleet's zone.")
    int dns(
            @Mixin ServerHome home,
            @Option(
                            names = "--resolver",
                            paramLabel = "HOST[:PORT]",
                            description = "Resolver to ask (default: this machine's).")
                    String resolver,
            @Option(
                            names = "--parent",
                            paramLabel = "HOST[:PORT]",
                            description =
                                    "A name server of the parent zone (default: found by the resolver).")
                    String parent,
            @Option(
                            names = "--port",
                            paramLabel = "PORT",
                            defaultValue = "53",
                            description = "Where name servers are asked (default: 53).")
                    int port,
            @Option(names = "--json", description = "Print one JSON object.") boolean json) {
        JsonObject zone = home.api().get("dns").getAsJsonObject();
        InetSocketAddress own =
                home.dns()
                        .orElseThrow(() -> new CommandFailedException("no server is running here"))
                        .address();
        List<Finding> findings =
                new ZoneCheckup(
                                zone,
                                new PublicResolver(address("--resolver", resolver)),
                                address("--parent", parent),
                                port)
                        .findings(own);
        boolean well = findings.stream().noneMatch(f -> f.state() == Finding.State.FAILED);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonArray checks = new JsonArray();
            findings.forEach(finding -> checks.add(finding.json()));
            JsonObject report = new JsonObject();
            report.add("zone", zone.get("zone"));
            report.addProperty("well", well);
            report.add("checks", checks);
            out.println(Output.json(report));
        } else {
            findings.forEach(finding -> print(out, finding));
            out.println(well ? "The world finds the zone." : "Something is to be done.");
        }
        return well ? 0 : 1;
    }

    private Optional<InetSocketAddress> address(String option, String text) {
        return Optional.ofNullable(text).map(given -> Names.address(spec, option, given, DNS_PORT));
    }

    private static void print(PrintWriter out, Finding finding) {
        out.printf(
                "%-7s %s: %s%n",
                finding.state(),
                finding.check().replaceAll("\\p{Cntrl}", "?"),
                finding.text().replaceAll("\\p{Cntrl}", "?"));
        if (!finding.todo().isEmpty()) {
            out.println("        → " + finding.todo() + (finding.records().isEmpty() ? "" : ":"));
        }
        finding.records().forEach(line -> out.println("          " + line));
    }
}
