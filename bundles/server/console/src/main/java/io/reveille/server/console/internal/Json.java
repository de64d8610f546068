/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.reveille.server.registry.EnrolmentOffer;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.ServerEndpoint;
import io.reveille.server.registry.Session;
import io.reveille.server.registry.SessionStep;
import io.reveille.server.registry.TunnelStatus.LiveTunnel;
import io.reveille.server.registry.WakePolicy;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/** The API's objects: named as the registry names them, times as ISO 8601 in UTC. */
final class Json {
    private Json() {}

    static JsonObject gateway(Gateway gateway) {
        JsonObject json = new JsonObject();
        json.addProperty("id", gateway.id());
        json.addProperty("status", gateway.status().name());
        json.add("msisdn", text(gateway.msisdn()));
        json.addProperty("keyGeneration", gateway.keyGeneration());
        json.add("sealingKey", text(gateway.sealingKey().map(key -> key.base64())));
        json.addProperty("createdAt", gateway.createdAt().toString());
        json.add("enrolledAt", text(gateway.enrolledAt()));
        json.add("services", array(gateway.services(), Json::service));
        json.add("email", text(gateway.email()));
        json.addProperty("tunnel", gateway.tunnel().name());
        json.add("wake", gateway.wake().<JsonElement>map(Json::wake).orElse(JsonNull.INSTANCE));
        return json;
    }

    static JsonObject session(Session session) {
        JsonObject json = new JsonObject();
        json.addProperty("key", session.key());
        json.addProperty("gatewayId", session.gatewayId());
        json.addProperty("service", session.service());
        json.addProperty("client", session.client());
        json.add("user", text(session.user()));
        json.addProperty("openedAt", session.openedAt().toString());
        json.add("endedAt", text(session.endedAt()));
        json.addProperty("outcome", session.outcome().name());
        json.addProperty("reason", session.reason());
        json.addProperty("octetsUp", session.octetsUp());
        json.addProperty("octetsDown", session.octetsDown());
        json.add("steps", array(session.steps(), Json::step));
        return json;
    }

    static JsonObject offer(EnrolmentOffer offer) {
        JsonObject json = new JsonObject();
        json.addProperty("gateway", offer.gatewayId());
        json.addProperty("code", offer.code());
        json.addProperty("url", offer.url().toString());
        json.addProperty("expires", offer.expires().toString());
        return json;
    }

    static JsonObject tunnel(LiveTunnel tunnel) {
        JsonObject json = new JsonObject();
        json.addProperty("gateway", tunnel.gatewayId());
        json.addProperty("remote", text(tunnel.remote()));
        json.addProperty("since", tunnel.since().toString());
        json.addProperty("openStreams", tunnel.openStreams());
        json.addProperty("octetsUp", tunnel.octetsUp());
        json.addProperty("octetsDown", tunnel.octetsDown());
        json.addProperty("octetsHeld", tunnel.octetsHeld());
        return json;
    }

    static JsonElement port(Optional<ServerEndpoint> endpoint) {
        return endpoint.<JsonElement>map(e -> new JsonPrimitive(e.address().getPort()))
                .orElse(JsonNull.INSTANCE);
    }

    static <T> JsonArray array(Collection<T> all, Function<T, ? extends JsonElement> each) {
        JsonArray array = new JsonArray(all.size());
        all.forEach(one -> array.add(each.apply(one)));
        return array;
    }

    private static JsonObject service(GatewayService service) {
        JsonObject json = new JsonObject();
        json.addProperty("name", service.name());
        json.addProperty("localPort", service.localPort());
        json.addProperty("publicPort", service.publicPort());
        json.addProperty("transport", service.transport().text());
        return json;
    }

    private static JsonObject step(SessionStep step) {
        JsonObject json = new JsonObject();
        json.addProperty("step", step.step().name());
        json.addProperty("at", step.at().toString());
        json.addProperty("description", step.step().description());
        json.addProperty("detail", step.detail());
        return json;
    }

    private static JsonObject wake(WakePolicy wake) {
        JsonObject json = new JsonObject();
        json.add("channels", array(wake.channels(), channel -> new JsonPrimitive(channel.name())));
        json.addProperty("policy", wake.order().name());
        return json;
    }

    static JsonElement text(Optional<?> value) {
        return value.<JsonElement>map(v -> new JsonPrimitive(v.toString()))
                .orElse(JsonNull.INSTANCE);
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
