/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.PrintStream;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The product in the carrier's network: server at the public proxy, gateway with modem and terminal
 * at the device, and a client. All end with the network.
 */
public final class LabSite {
    private final CarrierNetwork network;
    private final FleetServer server;
    private final FleetGateway gateway;
    private final FleetClient client;

    private LabSite(
            CarrierNetwork network, FleetServer server, FleetGateway gateway, FleetClient client) {
        this.network = network;
        this.server = server;
        this.gateway = gateway;
        this.client = client;
    }

    /**
     * Starts everything and returns when the gateway has joined the fleet.
     *
     * @param proxy settings of the public proxy that differ from its defaults
     * @param gateway settings of the gateway that differ from its defaults
     * @param progress takes lines for people
     */
    public static LabSite start(
            CarrierNetwork network,
            Distribution distribution,
            Map<String, String> proxy,
            Map<String, String> gateway,
            Consumer<String> progress) {
        progress.accept("starting the SMS centre and the modem " + RadioNetwork.NUMBER);
        RadioNetwork.start(network, distribution);
        Terminal.start(network);
        progress.accept("starting the server");
        FleetServer server = FleetServer.start(network, distribution, proxy);
        FleetClient client = FleetClient.start(network);
        progress.accept(
                "starting the gateway "
                        + FleetGateway.NAME
                        + ", which enrols through the carrier's network");
        FleetGateway device = FleetGateway.start(network, distribution, server, gateway);
        if (gateway.getOrDefault("tunnel.protocols", "TLS").equals("IPSEC")) {
            server.setTunnel(FleetGateway.NAME, "ipsec");
        }
        return new LabSite(network, server, device, client);
    }

    public CarrierNetwork network() {
        return network;
    }

    public FleetServer server() {
        return server;
    }

    FleetGateway gateway() {
        return gateway;
    }

    public FleetClient client() {
        return client;
    }

    /** Prints lines to copy, to use it from another terminal. */
    void printByHand(PrintStream out) {
        String name = network.run().name();
        String from = "  ip netns exec " + name;
        out.println("All of it is up. By hand, in another terminal:");
        out.println(
                from + "-client dig +short SRV _" + Terminal.SERVICE + "._tcp." + FleetClient.NAME);
        out.println(
                from
                        + "-client curl --connect-to "
                        + FleetClient.NAME
                        + ":80:"
                        + CarrierNetwork.PROXY
                        + ":"
                        + client.lookup().port()
                        + " http://"
                        + FleetClient.NAME
                        + "/");
        out.println(from + "-cgn tcpdump -ni wan        what the carrier sees");
        out.println(from + "-proxy ./reveille sessions --home " + network.run().file("server"));
    }

    /** Whether server and gateway still run. */
    boolean isUp() {
        return server.process().isAlive() && gateway.process().isAlive();
    }
}
