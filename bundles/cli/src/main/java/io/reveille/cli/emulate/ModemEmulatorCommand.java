/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.emulate;

import io.reveille.cli.CommandFailedException;
import io.reveille.cli.Names;
import io.reveille.emulator.ModemEmulator;
import io.reveille.emulator.ModemEmulatorOptions;
import io.reveille.emulator.Subscriber;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reveille modem-emulator}: a cellular modem in software, for any driver that speaks AT. */
@Command(
        name = "modem-emulator",
        mixinStandardHelpOptions = true,
        description = "Runs a modem in software that speaks AT commands on a pty or a TCP port.")
public final class ModemEmulatorCommand implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Option(
            names = "--number",
            paramLabel = "NUMBER",
            required = true,
            description = "The SIM's own number, such as +4915112345678.")
    String number;

    @Option(
            names = "--line",
            paramLabel = "LINE",
            defaultValue = "pty",
            description = "pty, pty:/path/of/link or tcp:HOST:PORT (default: ${DEFAULT-VALUE}).")
    String line;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "generic",
            description = "Whose modem to behave like (default: ${DEFAULT-VALUE}).")
    String profile;

    @Option(
            names = "--centre",
            paramLabel = "ADDR:PORT",
            description = "Radio link of the SMS centre to register with.")
    Optional<String> centre = Optional.empty();

    @Option(
            names = "--control",
            paramLabel = "[ADDR:]PORT",
            description = "Listen here for the control protocol that brings about faults.")
    Optional<String> control = Optional.empty();

    @Override
    public Integer call() {
        try {
            ModemEmulator.run(
                    options(),
                    text -> {
                        spec.commandLine().getOut().println(text);
                        spec.commandLine().getOut().flush();
                    });
            return 0;
        } catch (IOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private ModemEmulatorOptions options() {
        try {
            ModemEmulatorOptions options =
                    ModemEmulatorOptions.of(Subscriber.of(number))
                            .withLine(line)
                            .withProfile(profile);
            if (centre.isPresent()) {
                options = options.withCentre(Names.address(spec, "--centre", centre.get()));
            }
            if (control.isPresent()) {
                options = options.withControl(Names.localAddress(spec, "--control", control.get()));
            }
            return options;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
