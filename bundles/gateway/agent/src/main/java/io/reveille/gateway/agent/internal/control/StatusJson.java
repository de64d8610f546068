/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.reveille.crypto.RootKey;
import io.reveille.gateway.agent.AuditEntry;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.PrivateProxyStatus;
import io.reveille.gateway.agent.internal.identity.MembershipJson;
import io.reveille.gateway.agent.internal.keys.HeldKeys;
import io.reveille.gateway.agent.internal.keys.SealingGenerations.Generation;
import io.reveille.protocol.KeyList;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;

/** How a gateway is, as JSON for those who look after it; nothing of it is secret. */
public final class StatusJson {
    private static final int MAX_OCTETS = 64 * 1024;

    private StatusJson() {}

    /** The gateway and its keys, with what {@code HOME/run/status.json} says of its channels. */
    public static JsonObject of(Path home, GatewayIdentity identity, HeldKeys keys) {
        JsonObject json = new JsonObject();
        json.addProperty("gateway", identity.gatewayId());
        json.addProperty("zone", identity.fleet().zone());
        json.add("keys", keys(identity, keys));
        running(home, json);
        return json;
    }

    private static JsonObject keys(GatewayIdentity identity, HeldKeys keys) {
        JsonObject json = new JsonObject();
        keys.list()
                .map(signed -> signed.list())
                .ifPresent(
                        list -> {
                            json.addProperty("listVersion", list.version());
                            json.addProperty("listIssuedAt", list.issuedAt().toString());
                            json.addProperty("rootKey", RootKey.fingerprint(list.rootKey()).hex());
                        });
        JsonArray senders = new JsonArray();
        if (keys.list().isPresent()) {
            keys.list().get().list().senders().forEach(sender -> senders.add(of(sender)));
        } else {
            identity.fleet().senderKeys().keySet().stream().sorted().forEach(senders::add);
        }
        json.add("senders", senders);
        json.addProperty("generation", keys.sealing().current().number());
        JsonArray generations = new JsonArray();
        keys.sealing().all().stream().map(Generation::number).forEach(generations::add);
        json.add("generations", generations);
        JsonArray epochs = new JsonArray();
        keys.preShared().forEach(key -> epochs.add(key.epoch()));
        json.add("pskEpochs", epochs);
        X509Certificate own = keys.tls().certificate();
        json.addProperty("certificateFrom", own.getNotBefore().toInstant().toString());
        json.addProperty("certificateUntil", own.getNotAfter().toInstant().toString());
        JsonArray names = new JsonArray();
        keys.serverNames(identity.fleet()).forEach(names::add);
        json.add("serverNames", names);
        JsonArray proxies = new JsonArray();
        keys.proxies(identity.fleet()).stream()
                .map(InetAddress::getHostAddress)
                .forEach(proxies::add);
        json.add("proxies", proxies);
        return json;
    }

    private static JsonObject of(KeyList.Sender sender) {
        JsonObject json = new JsonObject();
        json.addProperty("id", sender.id());
        json.addProperty("state", sender.state().name());
        return json;
    }

    private static void running(Path home, JsonObject json) {
        try (InputStream in = Files.newInputStream(home.resolve("run").resolve("status.json"))) {
            String text = new String(in.readNBytes(MAX_OCTETS), StandardCharsets.UTF_8);
            json.add("running", MembershipJson.parse(text));
        } catch (IOException | IllegalArgumentException unknown) {
            // a gateway that writes none, or is not running
        }
    }

    /** What the private proxy does. */
    public static JsonObject of(PrivateProxyStatus status) {
        JsonObject json = new JsonObject();
        json.addProperty("accepted", status.accepted());
        json.addProperty("refused", status.refused());
        json.addProperty("merged", status.merged());
        json.addProperty("dials", status.dials());
        json.addProperty("dialFailures", status.dialFailures());
        json.add("tunnels", new JsonPrimitive(status.links().size()));
        return json;
    }

    /** One line of the audit log. */
    public static JsonObject of(AuditEntry entry) {
        JsonObject json = new JsonObject();
        json.addProperty("n", entry.number());
        json.addProperty("at", entry.at().toString());
        json.addProperty("event", entry.event());
        JsonObject details = new JsonObject();
        entry.details().forEach(details::addProperty);
        json.add("details", details);
        return json;
    }
}
