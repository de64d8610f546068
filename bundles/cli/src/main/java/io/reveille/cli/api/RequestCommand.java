/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.api;

import com.google.gson.JsonObject;
import io.reveille.cli.Names;
import java.io.PrintWriter;
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

/** {@code reveille request}: an access request that a person carries, or has sent. */
@Command(
        name = "request",
        mixinStandardHelpOptions = true,
        description =
                "Makes an access request to be sent from any phone or mailbox, or sends it by the server's routes.")
public final class RequestCommand implements Callable<Integer> {
    @Mixin ServerHome server;
    @Spec CommandSpec spec;

    @Parameters(index = "0", paramLabel = "GATEWAY", description = "Name of the gateway.")
    String gateway;

    @Parameters(index = "1", paramLabel = "SERVICE", description = "Name of its service.")
    String service;

    @Option(names = "--print", description = "Print the text to send, and where to.")
    boolean print;

    @Option(
            names = "--expect",
            description =
                    "The same; and until it expires, clients of this gateway wait for the tunnel that it brings: the server sends none for them.")
    boolean expect;

    @Option(
            names = "--send",
            paramLabel = "CHANNEL",
            description = "Send it now by the server's route: sms, mail or mqtt.")
    Optional<String> send = Optional.empty();

    @Option(
            names = "--by",
            paramLabel = "CHANNEL",
            description =
                    "How the printed text will be sent: sms or mail. On any other channel it opens nothing. Default: sms if the gateway has a number.")
    Optional<String> by = Optional.empty();

    @Option(
            names = "--valid",
            paramLabel = "DURATION",
            defaultValue = "PT15M",
            description =
                    "How long the printed text is good for, ISO 8601, 1 minute to 18 hours (default: ${DEFAULT-VALUE}).")
    Duration valid;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public Integer call() {
        Names.requireLabel(spec, "GATEWAY", gateway);
        Names.requireLabel(spec, "SERVICE", service);
        if (send.isPresent() == (print || expect)) {
            throw new ParameterException(
                    spec.commandLine(), "either --print (or --expect) or --send CHANNEL is needed");
        }
        JsonObject order = new JsonObject();
        order.addProperty("gateway", gateway);
        order.addProperty("service", service);
        order.addProperty("manner", send.isPresent() ? "send" : expect ? "expect" : "print");
        send.or(() -> by).ifPresent(channel -> order.addProperty("channel", channel));
        order.addProperty("validitySeconds", valid.toSeconds());
        ApiClient api = server.api();
        JsonObject slip = api.post("requests", order).getAsJsonObject();
        PrintWriter out = spec.commandLine().getOut();
        if (send.isPresent()) {
            return new SentRequest(api, slip).follow(out, json);
        }
        if (json) {
            out.println(Output.json(slip));
        } else {
            explain(slip, out);
        }
        return 0;
    }

    private void explain(JsonObject slip, PrintWriter out) {
        boolean mail = Output.text(slip, "channel").equals("EMAIL");
        out.printf(
                "A request for one tunnel from %s, for its service %s; good until %s, once.%n",
                gateway, service, Output.text(slip, "expires"));
        out.printf(
                "Send this text %s %s, alone or within words of your own, from any %s:%n%n",
                mail ? "by e-mail to" : "as an SMS to",
                Output.text(slip, "to"),
                mail ? "mailbox" : "phone");
        out.println(Output.text(slip, "text"));
        out.println();
        out.println(
                expect
                        ? "Until then clients of this gateway wait for its tunnel, and the server sends no request of its own."
                        : "Then connect as usual; with --expect the server would send no request of its own meanwhile.");
        out.println(
                "Who reads the text learns nothing from it, and no other gateway takes it, nor this one twice.");
        out.println("What becomes of it: reveille sessions " + Output.text(slip, "session"));
    }
}
