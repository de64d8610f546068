/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.connect;

import io.reveille.cli.CommandFailedException;
import io.reveille.cli.Names;
import io.reveille.cli.api.ServerHome;
import io.reveille.cli.api.ServerHome.ServerDns;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code reveille connect}: a gateway's service on a local port, or on standard input and output.
 */
@Command(
        name = "connect",
        mixinStandardHelpOptions = true,
        description =
                "Brings a gateway's service to a local port, or to standard input and output.")
public final class ConnectCommand implements Callable<Integer> {
    private static final int CONNECT_TIME_OUT_MS = 15_000;

    @Mixin ServerHome server;
    @Spec CommandSpec spec;

    @Parameters(index = "0", paramLabel = "GATEWAY", description = "Name of the gateway.")
    String gateway;

    @Parameters(
            index = "1",
            paramLabel = "SERVICE",
            description = "Name of the service, such as ssh.")
    String service;

    @ArgGroup(multiplicity = "1")
    Way way;

    static final class Way {
        @Option(
                names = "-L",
                paramLabel = "[ADDR:]PORT",
                description =
                        "Listen here and carry each connection to the service (ADDR default: 127.0.0.1).")
        String listen;

        @Option(
                names = "--stdio",
                description =
                        "Carry standard input and output: ssh -o ProxyCommand='reveille connect %%h ssh --stdio'.")
        boolean stdio;
    }

    @Option(
            names = "--dns",
            paramLabel = "ADDR:PORT",
            description =
                    "Name server to ask (default: the running server's, else this machine's resolver).")
    Optional<String> dns = Optional.empty();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Zone of the fleet (default: the running server's).")
    Optional<String> zone = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        Names.requireLabel(spec, "GATEWAY", gateway);
        Names.requireLabel(spec, "SERVICE", service);
        if (way.stdio) {
            return stdio(lookup());
        }
        InetSocketAddress local = Names.localAddress(spec, "-L", way.listen);
        return listen(local, lookup());
    }

    private ServiceLookup lookup() {
        Optional<ServerDns> running =
                dns.isPresent() && zone.isPresent() ? Optional.empty() : server.dns();
        String fleetZone =
                zone.or(() -> running.map(ServerDns::zone))
                        .orElseThrow(
                                () ->
                                        new CommandFailedException(
                                                "no server runs here, so the zone is unknown; give --zone"
                                                        + " (and --dns), or --home of the server"));
        Optional<InetSocketAddress> asked =
                dns.map(text -> Names.address(spec, "--dns", text))
                        .or(() -> running.map(ServerDns::address));
        return new ServiceLookup(asked, fleetZone);
    }

    private int stdio(ServiceLookup lookup) throws InterruptedException {
        InetSocketAddress address = lookup.find(gateway, service).address();
        InputStream in = new FileInputStream(FileDescriptor.in);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_TIME_OUT_MS);
            socket.setTcpNoDelay(true);
            new Pump(in, socket.getOutputStream(), socket::shutdownOutput).start("up");
            new Pump(socket.getInputStream(), out, out::flush).run();
            return 0;
        } catch (IOException e) {
            throw new CommandFailedException(
                    "cannot connect to "
                            + address
                            + " ("
                            + e.getMessage()
                            + "); see 'reveille sessions'",
                    e);
        }
    }

    private int listen(InetSocketAddress local, ServiceLookup lookup) throws InterruptedException {
        // asked once before listening, so that a wrong name is told now and not to the first client
        lookup.find(gateway, service);
        try (LocalForward forward =
                new LocalForward(local, () -> lookup.find(gateway, service).address())) {
            InetSocketAddress bound = forward.localAddress();
            spec.commandLine()
                    .getOut()
                    .println(
                            "listening on "
                                    + bound.getAddress().getHostAddress()
                                    + ":"
                                    + bound.getPort());
            spec.commandLine().getOut().flush();
            forward.serve(reason -> spec.commandLine().getErr().println("reveille: " + reason));
            return 0;
        } catch (IOException e) {
            throw new CommandFailedException(
                    "cannot listen on "
                            + way.listen
                            + " ("
                            + e.getMessage()
                            + "); choose another port",
                    e);
        }
    }
}
