/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The product's gateway on the device, enrolled through the carrier's network. */
final class FleetGateway {
    static final String NAME = "pump-17";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final String CONFIGURATION = "io.reveille.gateway-lab.cfg";
    private final LabProcess process;
    private final HomeDirectory home;
    private final Map<String, String> settings;

    private FleetGateway(LabProcess process, HomeDirectory home, Map<String, String> settings) {
        this.process = process;
        this.home = home;
        this.settings = settings;
    }

    /** Starts it and waits until the server knows it. */
    static FleetGateway start(
            CarrierNetwork network,
            Distribution distribution,
            FleetServer server,
            Map<String, String> settings) {
        JsonObject offer = server.offerEnrolment(NAME);
        HomeDirectory home = HomeDirectory.create(network.run().file("gateway"));
        Map<String, String> values = new LinkedHashMap<>(settings);
        values.put("modem", RadioNetwork.modem());
        values.putIfAbsent("services", Terminal.OFFER);
        values.put("enrolment.url", offer.get("url").getAsString());
        values.put("enrolment.code", offer.get("code").getAsString());
        home.configure(CONFIGURATION, values);
        LabProcess process =
                network.run()
                        .start(
                                network.device().namespace(),
                                "gateway",
                                distribution.feature("gateway", home.path()));
        Await.until(
                "the enrolment of the gateway",
                START_LIMIT,
                () -> {
                    process.requireAlive();
                    return isActive(server.api().get("gateways"));
                });
        return new FleetGateway(process, home, values);
    }

    private static boolean isActive(JsonElement gateways) {
        for (JsonElement one : gateways.getAsJsonArray()) {
            JsonObject gateway = one.getAsJsonObject();
            if (gateway.get("status").getAsString().equals("ACTIVE")
                    && !gateway.getAsJsonArray("services").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Changes one setting; the gateway takes it up by itself, some seconds later. */
    void set(String name, String value) {
        settings.put(name, value);
        home.configure(CONFIGURATION, settings);
    }

    LabProcess process() {
        return process;
    }
}
