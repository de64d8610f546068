/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.gateway;

import io.reveille.cli.CommandFailedException;
import io.reveille.cli.keys.Terminal;
import io.reveille.crypto.Secret;
import io.reveille.gateway.agent.ClientScheme;
import io.reveille.gateway.agent.ServiceClients;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reveille gateway clients}: whom the gateway itself lets through to its services. */
@Command(
        name = "clients",
        mixinStandardHelpOptions = true,
        description =
                "Adds, removes and lists the clients that this gateway knows by itself; nothing of them leaves it.",
        subcommands = {
            GatewayClientsCommand.Add.class,
            GatewayClientsCommand.Remove.class,
            GatewayClientsCommand.All.class
        })
final class GatewayClientsCommand implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say add, remove or list");
    }

    /** Adds one. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description =
                    "Adds a client, or gives it another password: asked for at the terminal, else the first line of standard input. With --scheme bearer a token is made and printed once.")
    static final class Add implements Callable<Integer> {
        private static final int MOST = 1024;

        @Mixin GatewayHome home;
        @Spec CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "The client's name.")
        String name;

        @Option(
                names = "--scheme",
                paramLabel = "SCHEME",
                defaultValue = "digest",
                description = "basic, digest or bearer (default: ${DEFAULT-VALUE}).")
        String scheme;

        @Option(
                names = "--service",
                split = ",",
                paramLabel = "NAME",
                description = "A service that it may reach; can be repeated (default: all).")
        Set<String> services = new TreeSet<>();

        @Override
        public Integer call() {
            ClientScheme how =
                    ClientScheme.of(scheme)
                            .orElseThrow(
                                    () ->
                                            new ParameterException(
                                                    spec.commandLine(),
                                                    "--scheme: write basic, digest or bearer"));
            PrintWriter out = spec.commandLine().getOut();
            try {
                ServiceClients clients = ServiceClients.in(home.directory);
                if (how == ClientScheme.BEARER) {
                    out.println(clients.addBearer(name, services));
                    spec.commandLine()
                            .getErr()
                            .println("This is the token of " + name + "; it is kept nowhere.");
                } else {
                    clients.add(name, how, services, password());
                    out.println(name + " may come with " + scheme + ".");
                }
                return 0;
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        private static Secret password() throws IOException {
            Optional<Console> terminal = Terminal.console();
            return terminal.isPresent() ? typed(terminal.get()) : firstLine(System.in);
        }

        private static Secret typed(Console terminal) throws IOException {
            char[] typed = terminal.readPassword("Password: ");
            if (typed == null) {
                return firstLine(System.in);
            }
            ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
            byte[] octets = new byte[encoded.remaining()];
            encoded.get(octets);
            Arrays.fill(typed, '\0');
            Secret secret = Secret.of(octets);
            Arrays.fill(octets, (byte) 0);
            return secret;
        }

        private static Secret firstLine(InputStream in) throws IOException {
            byte[] octets = in.readNBytes(MOST);
            int length = 0;
            while (length < octets.length && octets[length] != '\n' && octets[length] != '\r') {
                length++;
            }
            Secret secret = Secret.of(Arrays.copyOf(octets, length));
            Arrays.fill(octets, (byte) 0);
            return secret;
        }
    }

    /** Removes one. */
    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Forgets a client, whatever it came with; exit 1 if there is none.")
    static final class Remove implements Callable<Integer> {
        @Mixin GatewayHome home;
        @Spec CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "The client's name.")
        String name;

        @Override
        public Integer call() {
            try {
                if (!ServiceClients.in(home.directory).remove(name)) {
                    throw new CommandFailedException("there is no client " + name);
                }
                spec.commandLine().getOut().println(name + " is forgotten.");
                return 0;
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    /** Lists all. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the clients: name, scheme, services.")
    static final class All implements Callable<Integer> {
        @Mixin GatewayHome home;
        @Spec CommandSpec spec;

        @Override
        public Integer call() {
            try {
                PrintWriter out = spec.commandLine().getOut();
                for (ServiceClients.Known one : ServiceClients.in(home.directory).list()) {
                    String services =
                            one.services().isEmpty()
                                    ? "all services"
                                    : String.join(",", new TreeSet<>(one.services()));
                    out.printf("%-24s %-8s %s%n", one.name(), one.scheme().text(), services);
                }
                return 0;
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    private static CommandFailedException failed(IOException e) {
        return new CommandFailedException("the clients cannot be kept: " + e.getMessage(), e);
    }
}
