/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The product's server on the public proxy's host: registry, DNS, proxy and API. */
public final class FleetServer {
    public static final int TUNNEL_PORT = 4433;
    public static final int ENROLMENT_PORT = 4434;
    static final String ZONE = "fleet.example";
    static final int DNS_PORT = 5300;
    static final int FIRST_SERVICE_PORT = 20000;
    static final int LAST_SERVICE_PORT = 20019;
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final LabProcess process;
    private final ServerApi api;

    private FleetServer(LabProcess process, ServerApi api) {
        this.process = process;
        this.api = api;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param proxySettings settings of the public proxy that differ from its defaults
     */
    static FleetServer start(
            CarrierNetwork network, Distribution distribution, Map<String, String> proxySettings) {
        Path home = network.run().file("server");
        configure(HomeDirectory.create(home), proxySettings);
        LabProcess process =
                network.run()
                        .start(network.proxy(), "server", distribution.feature("server", home));
        Path announced = home.resolve("run").resolve("api.json");
        Await.until(
                "the start of the server",
                START_LIMIT,
                () -> {
                    process.requireAlive();
                    return Files.exists(announced)
                            && ServerApi.announced(network.proxy(), announced)
                                    .filter(ServerApi::answers)
                                    .isPresent();
                });
        return new FleetServer(
                process, ServerApi.announced(network.proxy(), announced).orElseThrow());
    }

    private static void configure(HomeDirectory home, Map<String, String> proxySettings) {
        home.configure(
                "io.reveille.server.registry.cfg",
                Map.of(
                        "zone",
                        ZONE,
                        "public.addresses",
                        CarrierNetwork.PROXY,
                        "service.ports",
                        FIRST_SERVICE_PORT + "-" + LAST_SERVICE_PORT));
        Map<String, String> proxy = new LinkedHashMap<>(proxySettings);
        proxy.put("listen", CarrierNetwork.PROXY);
        proxy.put("tunnel.port", String.valueOf(TUNNEL_PORT));
        proxy.put("enrolment.port", String.valueOf(ENROLMENT_PORT));
        proxy.put("client.allow", CarrierNetwork.CLIENT + "/32");
        home.configure("io.reveille.server.proxy.cfg", proxy);
        home.configure(
                "io.reveille.server.dns.cfg",
                Map.of(
                        "listen",
                        CarrierNetwork.PROXY,
                        "port",
                        String.valueOf(DNS_PORT),
                        "askers",
                        CarrierNetwork.RESOLVER + "/32"));
        home.configure(
                "io.reveille.server.signal.smpp-lab.cfg",
                Map.of(
                        "host",
                        CarrierNetwork.SMS_CENTRE_FOR_PROXY,
                        "port",
                        String.valueOf(RadioNetwork.SMPP),
                        "system.id",
                        RadioNetwork.SYSTEM_ID,
                        "password.file",
                        home.secret("smpp.password", RadioNetwork.PASSWORD).toString()));
    }

    /** What it answers to a caller on its own host. */
    public ServerApi api() {
        return api;
    }

    /** Allows one gateway to join; gives what it needs for that. */
    JsonObject offerEnrolment(String gateway) {
        JsonObject order = new JsonObject();
        order.addProperty("gateway", gateway);
        order.addProperty("msisdn", RadioNetwork.NUMBER);
        order.addProperty("validitySeconds", 600);
        return api.post("enrolments", order).getAsJsonObject();
    }

    /** From now on the gateway's tunnels come by this protocol. */
    void setTunnel(String gateway, String protocol) {
        JsonObject order = new JsonObject();
        order.addProperty("tunnel", protocol);
        var unused = api.post("gateways/" + gateway + "/reach", order);
    }

    LabProcess process() {
        return process;
    }
}
