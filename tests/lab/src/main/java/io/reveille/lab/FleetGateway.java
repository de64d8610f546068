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
    private final LabProcess process;

    private FleetGateway(LabProcess process) {
        this.process = process;
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
        home.configure("io.reveille.gateway-lab.cfg", values);
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
        return new FleetGateway(process);
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

    LabProcess process() {
        return process;
    }
}
