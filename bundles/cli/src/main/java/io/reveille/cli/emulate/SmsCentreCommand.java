/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.emulate;

import io.reveille.cli.CommandFailedException;
import io.reveille.cli.Names;
import io.reveille.emulator.RadioConditions;
import io.reveille.emulator.SmppAccount;
import io.reveille.emulator.SmppTls;
import io.reveille.emulator.SmsCentre;
import io.reveille.emulator.SmsCentreOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reveille sms-centre}: SMPP 3.4 on one side, emulated modems on the other. */
@Command(
        name = "sms-centre",
        mixinStandardHelpOptions = true,
        description =
                "Runs an SMS centre in software: SMPP clients on one side, emulated modems on the other.")
public final class SmsCentreCommand implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Option(
            names = "--smpp",
            paramLabel = "[ADDR:]PORT",
            defaultValue = "2775",
            description = "Where SMPP clients connect (default: ${DEFAULT-VALUE}).")
    String smpp;

    @Option(
            names = "--smpp-tls",
            paramLabel = "FILE",
            description =
                    "Has SMPP clients connect by TLS, with the private key (PKCS#8) and the"
                            + " certificates in this PEM file.")
    Optional<Path> smppTls = Optional.empty();

    @Option(
            names = "--radio",
            paramLabel = "[ADDR:]PORT",
            defaultValue = "2776",
            description = "Where emulated modems connect (default: ${DEFAULT-VALUE}).")
    String radio;

    @Option(
            names = "--system-id",
            paramLabel = "ID",
            defaultValue = "reveille",
            description = "Whom SMPP clients bind as (default: ${DEFAULT-VALUE}).")
    String systemId;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            required = true,
            description = "File whose first line is the SMPP password, 8 characters at the most.")
    Path passwordFile;

    @Option(
            names = "--delay",
            paramLabel = "DURATION",
            defaultValue = "PT0S",
            description = "Before every delivery, ISO 8601 (default: ${DEFAULT-VALUE}).")
    Duration delay;

    @Option(
            names = "--jitter",
            paramLabel = "DURATION",
            defaultValue = "PT0S",
            description = "Added to it at random, at the most (default: ${DEFAULT-VALUE}).")
    Duration jitter;

    @Option(
            names = "--loss",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of messages that are lost, 0 to 1 (default: ${DEFAULT-VALUE}).")
    double loss;

    @Option(
            names = "--duplication",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Share of messages that arrive twice, 0 to 1 (default: ${DEFAULT-VALUE}).")
    double duplication;

    @Option(
            names = "--reordering",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Share of messages that another overtakes, 0 to 1 (default: ${DEFAULT-VALUE}).")
    double reordering;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Makes what is random repeatable (default: ${DEFAULT-VALUE}).")
    long seed;

    @Override
    public Integer call() {
        InetSocketAddress clients = Names.localAddress(spec, "--smpp", smpp);
        InetSocketAddress modems = Names.localAddress(spec, "--radio", radio);
        try {
            SmsCentreOptions usual = SmsCentreOptions.of(SmppAccount.load(systemId, passwordFile));
            SmsCentreOptions options =
                    new SmsCentreOptions(
                            clients,
                            tls(),
                            modems,
                            usual.account(),
                            usual.number(),
                            new RadioConditions(delay, jitter, loss, duplication, reordering),
                            usual.retry(),
                            usual.capacity(),
                            seed);
            SmsCentre.run(
                    options,
                    text -> {
                        spec.commandLine().getOut().println(text);
                        spec.commandLine().getOut().flush();
                    });
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailedException("cannot run the SMS centre: " + e.getMessage(), e);
        }
    }

    private Optional<SmppTls> tls() throws IOException {
        return smppTls.isEmpty() ? Optional.empty() : Optional.of(SmppTls.load(smppTls.get()));
    }
}
