/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.TunnelStatus;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How the server is: {@code GET /api/v1/status}. */
final class StatusResource {
    private final ServerSettings settings;
    private final ServerView view;
    private final SignalResource signals;
    private final BudgetResource budgets;

    StatusResource(
            ServerSettings settings,
            ServerView view,
            SignalResource signals,
            BudgetResource budgets) {
        this.settings = settings;
        this.view = view;
        this.signals = signals;
        this.budgets = budgets;
    }

    JsonObject report() {
        JsonObject json = new JsonObject();
        json.addProperty("zone", settings.zone());
        json.addProperty("serverName", settings.serverName());
        json.add(
                "publicAddresses",
                Json.array(
                        settings.publicAddresses(),
                        address -> new JsonPrimitive(address.getHostAddress())));
        json.add("dnsPort", Json.port(view.dns()));
        json.add("enrolmentPort", Json.port(view.enrolment()));
        json.add(
                "tunnelPort",
                view.tunnels()
                        .<JsonElement>map(tunnels -> new JsonPrimitive(tunnels.tunnelPort()))
                        .orElse(JsonNull.INSTANCE));
        json.add(
                "servicePorts",
                Json.array(
                        new TreeSet<>(
                                view.tunnels().map(TunnelStatus::servicePorts).orElse(Set.of())),
                        JsonPrimitive::new));
        json.add(
                "tunnels",
                Json.array(
                        view.tunnels().map(TunnelStatus::tunnels).orElse(List.of()), Json::tunnel));
        json.add("signalRoutes", signals.list());
        json.add("signals", budgets.summary());
        json.add("budgets", budgets.use());
        return json;
    }
}
