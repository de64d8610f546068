/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.cli.CommandFailedException;
import io.reveille.cli.api.ApiClient;
import io.reveille.cli.api.ServerHome;
import io.reveille.cli.connect.ServiceLookup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A whole fleet of one gateway on this machine, every part a process of its own: server, gateway,
 * emulated modem; and the SMS centre that joins them. Nothing is handed over in memory: requests
 * travel by SMPP, the modem's radio link and AT commands.
 */
public final class DemoSite implements AutoCloseable {
    /** The gateway's name and number. */
    public static final String GATEWAY = "pump-17";

    public static final String NUMBER = "+4915112345678";

    /** The server's file for its SMPP route, below {@code etc/}. */
    public static final String SMPP_CONFIGURATION = "io.reveille.server.signal.smpp-demo.cfg";

    /** The fleet's zone. */
    public static final String ZONE = "fleet.example";

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final Distribution distribution;
    private final SiteOptions options;
    private final Consumer<String> progress;
    private final SiteHomes homes;
    private final SitePorts ports;
    private final DemoRadio radio;
    private final ChildProcess modem;
    private ChildProcess server;
    private ChildProcess gateway;

    private DemoSite(Distribution distribution, SiteOptions options, Consumer<String> progress)
            throws IOException {
        this.distribution = distribution;
        this.options = options;
        this.progress = progress;
        this.homes = SiteHomes.create();
        this.ports = SitePorts.take();
        progress.accept("starting the SMS centre (SMPP on port " + ports.smpp() + ")");
        this.radio = DemoRadio.start(ports);
        progress.accept("starting the emulated modem " + NUMBER);
        this.modem =
                ChildProcess.start(
                        "emulated modem",
                        homes.log("modem"),
                        distribution.cli(radio.modemCommand(NUMBER).toArray(String[]::new)));
    }

    /** Starts everything and returns when the gateway has joined the fleet. */
    public static DemoSite start(
            Distribution distribution, SiteOptions options, Consumer<String> progress) {
        try {
            DemoSite site = new DemoSite(distribution, options, progress);
            try {
                site.startServer();
                site.enrol();
                return site;
            } catch (RuntimeException | IOException e) {
                progress.accept("the ends of the logs:\n" + site.lastLogLines());
                site.close();
                throw e;
            }
        } catch (IOException e) {
            throw new CommandFailedException("cannot set up the demo: " + e.getMessage(), e);
        }
    }

    /** Starts the server in its home, new or as a former one left it. */
    public void startServer() throws IOException {
        progress.accept("starting the server (Equinox)");
        ServerConfiguration.write(homes.server(), ports, options);
        server =
                ChildProcess.start(
                        "server",
                        homes.log("server"),
                        distribution.feature("server", homes.server()));
        Await.first(
                "the start of the server",
                START_LIMIT,
                () -> {
                    server.requireAlive();
                    return answering() ? Optional.of(true) : Optional.empty();
                });
    }

    private void enrol() throws IOException {
        JsonObject order = new JsonObject();
        order.addProperty("gateway", GATEWAY);
        order.addProperty("msisdn", NUMBER);
        order.addProperty("validitySeconds", 600);
        JsonObject offer = api().post("enrolments", order).getAsJsonObject();
        Map<String, String> values = new LinkedHashMap<>(options.gateway());
        values.put("modem", radio.modemAddress());
        values.put("services", options.serviceList());
        values.put("enrolment.url", offer.get("url").getAsString());
        values.put("enrolment.code", offer.get("code").getAsString());
        SiteHomes.configure(homes.gateway(), "io.reveille.gateway-demo.cfg", values);
        progress.accept(
                "enrolling the gateway "
                        + GATEWAY
                        + ": keys are made at each end, private keys stay there");
        startGateway();
        Await.first(
                "the enrolment of the gateway",
                START_LIMIT,
                () -> {
                    gateway.requireAlive();
                    return enrolled() ? Optional.of(true) : Optional.empty();
                });
    }

    /** Starts the gateway in its home, as a former one left it. */
    public void startGateway() {
        progress.accept("starting the gateway (Equinox)");
        gateway =
                ChildProcess.start(
                        "gateway",
                        homes.log("gateway"),
                        distribution.feature("gateway", homes.gateway()));
    }

    /** Ends the gateway at once, as a power cut does. */
    public void killGateway() {
        gateway.kill();
    }

    /** Ends the server at once, as a power cut does. */
    public void killServer() {
        server.kill();
    }

    private boolean answering() {
        if (!serverHome().announced()) {
            return false;
        }
        try {
            return api().get("status").isJsonObject();
        } catch (CommandFailedException e) {
            return false; // the announcement of a former server, or one that is not up yet
        }
    }

    private boolean enrolled() {
        for (JsonElement element : api().get("gateways").getAsJsonArray()) {
            JsonObject one = element.getAsJsonObject();
            if (one.get("status").getAsString().equals("ACTIVE")
                    && !one.getAsJsonArray("services").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The server's API. */
    public ApiClient api() {
        return serverHome().api();
    }

    /** The server's home, for commands that are given it by {@code --home}. */
    public Path serverDirectory() {
        return homes.server();
    }

    /** The gateway's home. */
    public Path gatewayDirectory() {
        return homes.gateway();
    }

    /** Looks services up in the server's DNS, by UDP. */
    public ServiceLookup lookup() {
        return new ServiceLookup(Optional.of(ports.dnsAddress()), ZONE);
    }

    /** Where the server's DNS answers. */
    public java.net.InetSocketAddress dnsAddress() {
        return ports.dnsAddress();
    }

    /** Where the SMS centre takes SMPP clients. */
    public java.net.InetSocketAddress smppAddress() {
        return ports.smppAddress();
    }

    /** Where the SMS centre takes modems: other phones can join. */
    public java.net.InetSocketAddress radioAddress() {
        return ports.radioAddress();
    }

    SitePorts ports() {
        return ports;
    }

    /** The SMS centre between server and modem. */
    public DemoRadio radio() {
        return radio;
    }

    private ServerHome serverHome() {
        return ServerHome.at(homes.server());
    }

    /** What the logs say at their end, for a failure that nothing else explains. */
    public String lastLogLines() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, ChildProcess> entry : processes().entrySet()) {
            text.append("--- ")
                    .append(entry.getKey())
                    .append('\n')
                    .append(entry.getValue().lastLines())
                    .append('\n');
        }
        return text.toString();
    }

    private Map<String, ChildProcess> processes() {
        Map<String, ChildProcess> running = new LinkedHashMap<>();
        if (gateway != null) {
            running.put("gateway", gateway);
        }
        if (server != null) {
            running.put("server", server);
        }
        running.put("modem", modem);
        return running;
    }

    @Override
    public void close() {
        List.copyOf(processes().values()).forEach(ChildProcess::close);
        radio.close();
        try {
            homes.delete();
        } catch (IOException e) {
            progress.accept("could not delete " + homes.root() + ": " + e.getMessage());
        }
    }
}
