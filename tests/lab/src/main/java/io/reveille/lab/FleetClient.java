/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Someone on the Internet with dig and curl, and a resolver that knows nothing of the product but
 * where the fleet's zone is.
 */
public final class FleetClient {
    static final String NAME = FleetGateway.NAME + "." + FleetServer.ZONE;
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private final CarrierNetwork network;

    private FleetClient(CarrierNetwork network) {
        this.network = network;
    }

    /** Starts the resolver and makes it the client's. */
    static FleetClient start(CarrierNetwork network) {
        network.startListener(
                network.dns(),
                "resolver",
                53,
                Duration.ofSeconds(10),
                "dnsmasq",
                "--keep-in-foreground",
                "--no-resolv",
                "--no-hosts",
                "--no-daemon",
                "--conf-file=/dev/null",
                "--pid-file=",
                "--user=root",
                "--cache-size=0",
                "--listen-address=" + CarrierNetwork.RESOLVER,
                "--bind-interfaces",
                "--server=/"
                        + FleetServer.ZONE
                        + "/"
                        + CarrierNetwork.PROXY
                        + "#"
                        + FleetServer.DNS_PORT);
        network.run()
                .fileOf(
                        network.client(),
                        "resolv.conf",
                        "nameserver " + CarrierNetwork.RESOLVER + "\n");
        return new FleetClient(network);
    }

    /** Looks the terminal's web service up. */
    Endpoint lookup() {
        return lookup(Terminal.SERVICE);
    }

    /** Looks a service up. */
    Endpoint lookup(String service) {
        String[] record =
                network.client()
                        .run(LIMIT, "", "dig", "+short", "SRV", "_" + service + "._tcp." + NAME)
                        .expected()
                        .text()
                        .lines()
                        .filter(line -> !line.startsWith(";")) // of a question asked again
                        .findFirst()
                        .orElse("")
                        .split(" ");
        if (record.length != 4) {
            throw new LabException(
                    "no SRV record of " + NAME + " but '" + String.join(" ", record) + "'");
        }
        return new Endpoint(record[3].replaceFirst("\\.$", ""), Integer.parseInt(record[2]));
    }

    /** Looks the service up and makes one request of curl's to it. */
    Programs.Result curl(String path, String... options) {
        return network.client().run(LIMIT, "", command(path, options).toArray(String[]::new));
    }

    /** Looks the service up and starts a request that goes on. */
    LabProcess startCurl(String path, String... options) {
        return network.run()
                .start(network.client(), "client", command(path, options).toArray(String[]::new));
    }

    /** Posts a file to the terminal's echo, and keeps the answer in another. */
    Programs.Result echo(Path sent, Path received) {
        return curl(
                "/echo", "--data-binary", "@" + sent, "-o", received.toString(), "-H", "Expect:");
    }

    /** Looks the service up and gives the command of a request to it. */
    List<String> command(String path, String... options) {
        Endpoint found = lookup();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "curl",
                                "--silent",
                                "--show-error",
                                "--fail",
                                "--no-buffer",
                                "--max-time",
                                "80",
                                "--connect-to",
                                NAME + ":80:" + found.host() + ":" + found.port()));
        command.addAll(List.of(options));
        command.add("http://" + NAME + path);
        return command;
    }

    /**
     * What the fleet's DNS says where a service is.
     *
     * @param host name of the public proxy
     * @param port its port for this service
     */
    record Endpoint(String host, int port) {}
}
