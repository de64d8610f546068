/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.api;

import com.google.gson.JsonObject;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where and how a gateway is woken, and how its tunnels come, as far as it is to be changed. */
final class ReachOptions {
    @Option(
            names = "--msisdn",
            paramLabel = "NUMBER",
            description = "Phone number of its SIM, such as +4915112345678.")
    Optional<String> msisdn = Optional.empty();

    @Option(
            names = "--email",
            paramLabel = "ADDRESS",
            description = "Mailbox that it reads, such as pump-17@example.com.")
    Optional<String> email = Optional.empty();

    @Option(
            names = "--channels",
            paramLabel = "LIST",
            description =
                    "Channels that may be used, the preferred first: sms, email, mqtt, separated by"
                            + " commas. Empty allows all.")
    Optional<String> channels = Optional.empty();

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            description =
                    "cheapest (first), parallel (all channels at once) or healthy (first, in the order"
                            + " of the channels). Empty follows the server's default.")
    Optional<String> policy = Optional.empty();

    @Option(
            names = "--tunnel",
            paramLabel = "PROTOCOL",
            description =
                    "How its tunnels are secured: tls or ipsec, from the next one on. Empty is tls.")
    Optional<String> tunnel = Optional.empty();

    JsonObject change() {
        JsonObject change = new JsonObject();
        msisdn.ifPresent(text -> change.addProperty("msisdn", text));
        email.ifPresent(text -> change.addProperty("email", text));
        channels.ifPresent(text -> change.addProperty("channels", text));
        policy.ifPresent(text -> change.addProperty("policy", text));
        tunnel.ifPresent(text -> change.addProperty("tunnel", text));
        return change;
    }
}
