/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.SealingPublicKey;
import io.reveille.protocol.ServiceTransport;
import io.reveille.server.registry.EnrolmentClaim.ClaimedService;
import io.reveille.server.registry.EnrolmentGrant.SenderPublicKey;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Claim and grant as they travel, over the network or on a stick. */
public final class EnrolmentJson {
    private EnrolmentJson() {}

    /**
     * Reads a claim; unknown members are let pass, for gateways of later versions.
     *
     * @throws IllegalArgumentException saying what is wrong, without any value
     */
    public static EnrolmentClaim claim(String body) {
        JsonObject json = object(body);
        List<ClaimedService> services = new ArrayList<>();
        JsonElement list = member(json, "services");
        if (!list.isJsonArray()) {
            throw new IllegalArgumentException("services is no list");
        }
        for (JsonElement entry : list.getAsJsonArray()) {
            if (!entry.isJsonObject()) {
                throw new IllegalArgumentException("services holds something else than services");
            }
            JsonObject service = entry.getAsJsonObject();
            services.add(
                    new ClaimedService(text(service, "name"), port(service), transport(service)));
        }
        return new EnrolmentClaim(
                text(json, "code"),
                SealingPublicKey.fromBase64(text(json, "sealingKey")),
                text(json, "csr"),
                services);
    }

    /**
     * Reads a claim that came without a code.
     *
     * @throws IllegalArgumentException saying what is wrong, without any value
     */
    public static EnrolmentClaim claimWithoutCode(String body) {
        JsonObject json = object(body);
        json.addProperty("code", "");
        return claim(json.toString());
    }

    /** What the gateway is told. */
    public static JsonObject grant(EnrolmentGrant grant) {
        JsonObject json = new JsonObject();
        json.addProperty("gateway", grant.gatewayId());
        json.addProperty("generation", grant.generation());
        json.addProperty("certificate", Certificates.pem(List.of(grant.certificate())));
        json.addProperty("fleetCa", Certificates.pem(List.of(grant.fleetCa())));
        JsonArray keys = new JsonArray();
        for (SenderPublicKey sender : grant.senderKeys()) {
            JsonObject key = new JsonObject();
            key.addProperty("id", sender.id());
            key.addProperty("key", sender.key().base64());
            keys.add(key);
        }
        json.add("senderKeys", keys);
        json.addProperty("serverName", grant.serverName());
        JsonArray proxies = new JsonArray();
        grant.proxies().stream().map(InetAddress::getHostAddress).forEach(proxies::add);
        json.add("proxies", proxies);
        grant.msisdn().ifPresent(number -> json.addProperty("msisdn", number));
        json.addProperty("zone", grant.zone());
        json.addProperty("rootKey", grant.rootKey().base64());
        json.addProperty("keyList", grant.keyList().base64());
        return json;
    }

    private static JsonObject object(String body) {
        try (JsonReader reader = new JsonReader(new StringReader(body))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement json = JsonParser.parseReader(reader);
            if (json.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return json.getAsJsonObject();
            }
        } catch (JsonParseException | IOException e) {
            throw new IllegalArgumentException("the body is no JSON", e);
        }
        throw new IllegalArgumentException("the body is no JSON object");
    }

    private static String text(JsonObject json, String name) {
        JsonElement value = member(json, name);
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw new IllegalArgumentException(name + " is no text");
        }
        return value.getAsString();
    }

    private static int port(JsonObject service) {
        JsonElement value = member(service, "port");
        if (value.isJsonPrimitive() && value.getAsString().matches("[0-9]{1,5}")) {
            return Integer.parseInt(value.getAsString());
        }
        throw new IllegalArgumentException("port is no number");
    }

    /** Gateways of earlier versions don't say: all they have is TCP. */
    private static ServiceTransport transport(JsonObject service) {
        if (!service.has("transport")) {
            return ServiceTransport.TCP;
        }
        return ServiceTransport.of(text(service, "transport"))
                .orElseThrow(() -> new IllegalArgumentException("transport is not tcp or udp"));
    }

    private static JsonElement member(JsonObject json, String name) {
        return Optional.ofNullable(json.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }
}
