/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.gateway;

import io.reveille.cli.CommandFailedException;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.PrivateFile;
import io.reveille.gateway.agent.EnrolmentException;
import io.reveille.gateway.agent.GatewayEnrolment;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.OfferedService;
import io.reveille.gateway.agent.OfflineEnrolment;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reveille gateway}: what is done on the device itself, beside running the gateway. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description =
                "Runs the gateway here ('reveille gateway [--home DIR]'), enrols it, or shows how it is.",
        subcommands = {
            GatewayCommand.Enroll.class,
            GatewayStatusCommand.class,
            GatewayAuditCommand.class,
            GatewayClientsCommand.class
        })
public final class GatewayCommand implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "the gateway is run by the launcher script, 'reveille gateway'");
    }

    /**
     * {@code reveille gateway enroll}: joins a fleet with the code that {@code reveille enroll}
     * printed.
     */
    @Command(
            name = "enroll",
            mixinStandardHelpOptions = true,
            description =
                    "Joins a fleet: makes this gateway's keys, which never leave, and gets its certificate.")
    static final class Enroll implements Callable<Integer> {
        private static final int MAX_CODE = 256;
        private static final int MAX_ANSWER = 256 * 1024;

        @Spec CommandSpec spec;

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "URL",
                description = "Address that 'reveille enroll' printed.")
        URI url;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "CODE",
                description =
                        "Code that 'reveille enroll' printed, good once; - reads it from standard input.")
        String code;

        @Option(
                names = "--home",
                paramLabel = "DIR",
                description =
                        "Home of the gateway (default: $REVEILLE_HOME/gateway, else ~/.local/share/reveille/gateway).")
        Path home =
                GatewayHome.usual(System.getenv("REVEILLE_HOME"), System.getProperty("user.home"));

        @Option(
                names = "--service",
                paramLabel = "NAME=HOST:PORT",
                description =
                        "A service that clients may reach, such as ssh=127.0.0.1:22; can be repeated.")
        List<String> services = List.of();

        @Option(
                names = "--request",
                paramLabel = "FILE",
                description = "Without a network: write what 'reveille enroll --offline' takes.")
        Optional<Path> request = Optional.empty();

        @Option(
                names = "--answer",
                paramLabel = "FILE",
                description = "Without a network: take what 'reveille enroll --offline' wrote.")
        Optional<Path> answer = Optional.empty();

        @Override
        public Integer call() {
            if (request.isPresent() || answer.isPresent()) {
                return byFile();
            }
            if (url == null || code == null) {
                throw new ParameterException(
                        spec.commandLine(), "give URL and CODE, or --request or --answer");
            }
            try {
                List<OfferedService> offered = OfferedService.parse(String.join(",", services));
                GatewayIdentity identity = new GatewayEnrolment().enrol(url, code(), offered, home);
                spec.commandLine()
                        .getOut()
                        .println(
                                "This gateway is "
                                        + identity.gatewayId()
                                        + "; its identity is in "
                                        + home.resolve("keys"));
                return 0;
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            } catch (IOException e) {
                throw new CommandFailedException(
                        "cannot read the code from standard input: " + e.getMessage(), e);
            } catch (EnrolmentException e) {
                throw new CommandFailedException(String.valueOf(e.getMessage()), e);
            }
        }

        private int byFile() {
            PrintWriter out = spec.commandLine().getOut();
            try {
                if (request.isPresent()) {
                    String text =
                            OfflineEnrolment.request(
                                    OfferedService.parse(String.join(",", services)), home);
                    Files.writeString(request.get(), text);
                    out.println(
                            "Take "
                                    + request.get()
                                    + " to the server and run there 'reveille enroll NAME --offline "
                                    + request.get().getFileName()
                                    + " -o ANSWER'; then come back with ANSWER.");
                    return 0;
                }
                String text =
                        new String(
                                PrivateFile.read(answer.orElseThrow(), MAX_ANSWER),
                                StandardCharsets.UTF_8);
                GatewayIdentity identity = OfflineEnrolment.accept(text, home);
                out.println(
                        "This gateway is " + identity.gatewayId() + ". The fleet's fingerprint:");
                out.println("  " + Certificates.fingerprint(identity.fleet().fleetCa()).hex());
                return 0;
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            } catch (IOException e) {
                throw new CommandFailedException(
                        "cannot read or write the file: " + e.getMessage(), e);
            } catch (EnrolmentException e) {
                throw new CommandFailedException(String.valueOf(e.getMessage()), e);
            }
        }

        private String code() throws IOException {
            if (!code.equals("-")) {
                return code;
            }
            byte[] line = System.in.readNBytes(MAX_CODE);
            return new String(line, StandardCharsets.US_ASCII).strip();
        }
    }
}
