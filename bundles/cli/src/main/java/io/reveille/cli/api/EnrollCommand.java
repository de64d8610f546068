/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.api;

import com.google.gson.JsonObject;
import io.reveille.cli.Names;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reveille enroll}: a short-lived, single-use code with which one gateway joins. */
@Command(
        name = "enroll",
        mixinStandardHelpOptions = true,
        description = "Makes a single-use code with which a gateway joins the fleet.")
public final class EnrollCommand implements Callable<Integer> {
    @Mixin ServerHome server;
    @Spec CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "GATEWAY",
            description = "Name of the gateway: one DNS label, such as pump-17.")
    String gateway;

    @Option(
            names = "--offline",
            paramLabel = "REQUEST",
            description =
                    "Take in a gateway without a network, by what its 'reveille gateway enroll --request' wrote.")
    Optional<Path> request = Optional.empty();

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description =
                    "Make codes for all gateways of a file with the columns gateway, msisdn, email.")
    Optional<Path> csv = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File to write, with --offline or --csv.")
    Optional<Path> output = Optional.empty();

    @Option(
            names = "--msisdn",
            paramLabel = "NUMBER",
            description =
                    "Phone number of the gateway's SIM in international form, such as +4915112345678.")
    Optional<String> msisdn = Optional.empty();

    @Option(
            names = "--valid",
            paramLabel = "DURATION",
            defaultValue = "PT1H",
            description = "How long the code can be used, ISO 8601 (default: ${DEFAULT-VALUE}).")
    Duration valid;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public Integer call() {
        if (csv.isPresent() == (gateway != null) || (csv.isPresent() && request.isPresent())) {
            throw new ParameterException(spec.commandLine(), "give either GATEWAY or --csv FILE");
        }
        if (csv.isPresent() || request.isPresent()) {
            return withFiles();
        }
        Names.requireLabel(spec, "GATEWAY", gateway);
        JsonObject order = new JsonObject();
        order.addProperty("gateway", gateway);
        msisdn.ifPresent(number -> order.addProperty("msisdn", number));
        order.addProperty("validitySeconds", valid.toSeconds());
        JsonObject offer = server.api().post("enrolments", order).getAsJsonObject();
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(Output.json(offer));
            return 0;
        }
        String url = Output.text(offer, "url");
        String code = Output.text(offer, "code");
        out.println(
                "Gateway "
                        + gateway
                        + " can join until "
                        + Output.text(offer, "expires")
                        + ", once.");
        out.println();
        out.println("On the gateway, either");
        out.println("  reveille gateway enroll " + url + " " + code);
        out.println("or put these two lines into its configuration:");
        out.println("  enrolment.url=" + url);
        out.println("  enrolment.code=" + code);
        out.println("or, where enrolment.sms=true is set, send this SMS to it:");
        out.println("  reveille enrol " + url + " " + code);
        return 0;
    }

    private int withFiles() {
        EnrolmentFiles files =
                new EnrolmentFiles(
                        server,
                        output.orElseThrow(
                                () ->
                                        new ParameterException(
                                                spec.commandLine(), "say by -o what to write")));
        if (csv.isPresent()) {
            spec.commandLine().getOut().println(files.codes(csv.get(), valid));
        } else {
            Names.requireLabel(spec, "GATEWAY", gateway);
            spec.commandLine().getOut().println(files.admit(request.get(), gateway, msisdn));
        }
        return 0;
    }
}
