/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.identity;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingPublicKey;
import io.reveille.gateway.agent.FleetMembership;
import io.reveille.gateway.agent.internal.HostPort;
import io.reveille.protocol.Msisdn;
import io.reveille.protocol.SignedKeyList;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A gateway's part in its fleet as JSON, the same in the answer to an enrolment and in {@code
 * identity.json}: {@code gateway}, {@code generation}, {@code certificate}, {@code fleetCa}, {@code
 * senderKeys} ({@code id}, {@code key}), {@code serverName}, {@code proxies}, {@code msisdn} (may
 * be missing), {@code zone}, {@code keyList} (may be missing).
 *
 * @param chain the gateway's own first
 */
public record MembershipJson(
        String gatewayId, int generation, List<X509Certificate> chain, FleetMembership fleet) {

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException saying which member is missing or wrong
     */
    public static MembershipJson read(JsonObject json) {
        return new MembershipJson(
                text(json, "gateway"),
                integer(json.get("generation"), "generation"),
                certificates(json, "certificate"),
                new FleetMembership(
                        certificates(json, "fleetCa").get(0),
                        text(json, "serverName"),
                        text(json, "zone"),
                        senderKeys(json),
                        proxies(json),
                        json.has("msisdn")
                                ? Optional.of(Msisdn.parse(text(json, "msisdn")))
                                : Optional.empty(),
                        keyList(json)));
    }

    /**
     * The object that a text holds.
     *
     * @throws IllegalArgumentException when it holds anything else
     */
    public static JsonObject parse(String text) {
        try {
            JsonElement json = JsonParser.parseString(text);
            if (json.isJsonObject()) {
                return json.getAsJsonObject();
            }
        } catch (JsonParseException | StackOverflowError malformed) {
            // told below
        }
        throw new IllegalArgumentException("it is not a JSON object");
    }

    /** What {@link #read} reads. */
    public JsonObject write() {
        JsonObject json = new JsonObject();
        json.addProperty("gateway", gatewayId);
        json.addProperty("generation", generation);
        json.addProperty("certificate", Certificates.pem(chain));
        json.addProperty("fleetCa", Certificates.pem(List.of(fleet.fleetCa())));
        JsonArray keys = new JsonArray();
        fleet.senderKeys()
                .forEach(
                        (id, key) -> {
                            JsonObject entry = new JsonObject();
                            entry.addProperty("id", id);
                            entry.addProperty("key", key.base64());
                            keys.add(entry);
                        });
        json.add("senderKeys", keys);
        json.addProperty("serverName", fleet.serverName());
        JsonArray proxies = new JsonArray();
        fleet.proxies().forEach(proxy -> proxies.add(proxy.getHostAddress()));
        json.add("proxies", proxies);
        fleet.msisdn().ifPresent(number -> json.addProperty("msisdn", number.toString()));
        json.addProperty("zone", fleet.zone());
        fleet.keyList().ifPresent(list -> json.addProperty("keyList", list.encode().base64()));
        return json;
    }

    private static Optional<SignedKeyList> keyList(JsonObject json) {
        if (!json.has("keyList")) {
            return Optional.empty();
        }
        try {
            SignedKeyList list = SignedKeyList.decode(Octets.fromBase64(text(json, "keyList")));
            if (list.isSignedBy(list.list().rootKey())) {
                return Optional.of(list);
            }
        } catch (KeyMaterialException malformed) {
            throw new IllegalArgumentException("\"keyList\": " + malformed.getMessage(), malformed);
        }
        throw new IllegalArgumentException("\"keyList\" is not signed by its root key");
    }

    private static Map<Integer, SealingPublicKey> senderKeys(JsonObject json) {
        Map<Integer, SealingPublicKey> keys = new LinkedHashMap<>();
        for (JsonElement entry : array(json, "senderKeys")) {
            if (!entry.isJsonObject()) {
                throw new IllegalArgumentException("\"senderKeys\" holds something else than keys");
            }
            JsonObject key = entry.getAsJsonObject();
            int id = integer(key.get("id"), "senderKeys.id");
            if (keys.put(id, SealingPublicKey.fromBase64(text(key, "key"))) != null) {
                throw new IllegalArgumentException("\"senderKeys\" has " + id + " twice");
            }
        }
        return keys;
    }

    private static List<InetAddress> proxies(JsonObject json) {
        List<InetAddress> proxies = new ArrayList<>();
        for (JsonElement entry : array(json, "proxies")) {
            proxies.add(
                    HostPort.address(string(entry, "proxies"))
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "\"proxies\" holds something else than"
                                                            + " addresses")));
        }
        return proxies;
    }

    private static List<X509Certificate> certificates(JsonObject json, String name) {
        try {
            return Certificates.parse(text(json, name));
        } catch (KeyMaterialException malformed) {
            throw new IllegalArgumentException(
                    "\"" + name + "\": " + malformed.getMessage(), malformed);
        }
    }

    /** A member that is a list. */
    public static JsonArray array(JsonObject json, String name) {
        JsonElement member = json.get(name);
        if (member == null || !member.isJsonArray()) {
            throw new IllegalArgumentException("\"" + name + "\" is missing or no list");
        }
        return member.getAsJsonArray();
    }

    /** A member that is a text. */
    public static String text(JsonObject json, String name) {
        return string(json.get(name), name);
    }

    private static String string(JsonElement member, String name) {
        if (member == null
                || !member.isJsonPrimitive()
                || !member.getAsJsonPrimitive().isString()) {
            throw new IllegalArgumentException("\"" + name + "\" is missing or no text");
        }
        return member.getAsString();
    }

    /** A member that is a number of up to nine digits. */
    public static int integer(JsonElement member, String name) {
        if (member != null
                && member.isJsonPrimitive()
                && member.getAsString().matches("[0-9]{1,9}")) {
            return Integer.parseInt(member.getAsString());
        }
        throw new IllegalArgumentException("\"" + name + "\" is missing or no number");
    }
}
