/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.keys;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.Secret;
import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.internal.identity.MembershipJson;
import io.reveille.gateway.agent.internal.keys.SealingGenerations.Generation;
import io.reveille.protocol.PreSharedKey;
import io.reveille.protocol.SignedKeyList;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Keys as JSON, for their owner's file alone; sealing keys by number and public half. */
final class HeldKeysJson {
    private final Sealing sealing;

    /** Finds the key pair of a generation. */
    @FunctionalInterface
    interface Sealing {
        SealingKeyPair pair(int generation, String publicKey) throws IOException;
    }

    HeldKeysJson(Sealing sealing) {
        this.sealing = sealing;
    }

    static JsonObject write(HeldKeys keys) {
        JsonObject json = new JsonObject();
        keys.list().ifPresent(list -> json.addProperty("list", list.encode().base64()));
        json.add("current", generation(keys.sealing().current()));
        keys.sealing().next().ifPresent(next -> json.add("next", generation(next)));
        keys.sealing().previous().ifPresent(old -> json.add("previous", generation(old)));
        keys.sealing().usedAt().ifPresent(at -> json.addProperty("usedAt", at.toString()));
        JsonArray preShared = new JsonArray();
        for (PreSharedKey key : keys.preShared()) {
            JsonObject entry = new JsonObject();
            entry.addProperty("epoch", key.epoch());
            entry.addProperty("key", base64(key.key().copy()));
            preShared.add(entry);
        }
        json.add("preShared", preShared);
        json.addProperty("tlsPrivate", base64(keys.tls().privateKey().getEncoded()));
        json.addProperty("tlsChain", Certificates.pem(keys.tls().chain()));
        keys.requested()
                .ifPresent(
                        pair -> {
                            json.addProperty(
                                    "requestedPrivate", base64(pair.getPrivate().getEncoded()));
                            json.addProperty(
                                    "requestedPublic", base64(pair.getPublic().getEncoded()));
                        });
        return json;
    }

    HeldKeys read(JsonObject json, GatewayIdentity identity)
            throws IOException, GeneralSecurityException {
        Optional<SignedKeyList> list = Optional.empty();
        if (json.has("list")) {
            list =
                    Optional.of(
                            SignedKeyList.decode(
                                    Octets.fromBase64(MembershipJson.text(json, "list"))));
        }
        SealingGenerations generations =
                new SealingGenerations(
                        generation(json, "current")
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "\"current\" is missing")),
                        generation(json, "next"),
                        generation(json, "previous"),
                        usedAt(json));
        TlsIdentity tls =
                new TlsIdentity(
                        privateKey(MembershipJson.text(json, "tlsPrivate")),
                        Certificates.parse(MembershipJson.text(json, "tlsChain")));
        if (tls.certificate().equals(identity.tls().certificate())) {
            tls = identity.tls();
        }
        return new HeldKeys(list, generations, preShared(json), tls, requested(json));
    }

    private static JsonObject generation(Generation generation) {
        JsonObject json = new JsonObject();
        json.addProperty("generation", generation.number());
        json.addProperty("key", generation.pair().publicKey().base64());
        return json;
    }

    private Optional<Generation> generation(JsonObject json, String name) throws IOException {
        if (!json.has(name)) {
            return Optional.empty();
        }
        JsonObject entry = MembershipJson.parse(json.get(name).toString());
        int number = MembershipJson.integer(entry.get("generation"), name + ".generation");
        return Optional.of(
                new Generation(number, sealing.pair(number, MembershipJson.text(entry, "key"))));
    }

    private static Optional<Instant> usedAt(JsonObject json) {
        try {
            return json.has("usedAt")
                    ? Optional.of(Instant.parse(MembershipJson.text(json, "usedAt")))
                    : Optional.empty();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"usedAt\" is no time", e);
        }
    }

    private static List<PreSharedKey> preShared(JsonObject json) {
        List<PreSharedKey> keys = new ArrayList<>();
        for (JsonElement element : MembershipJson.array(json, "preShared")) {
            JsonObject entry = MembershipJson.parse(element.toString());
            keys.add(
                    new PreSharedKey(
                            MembershipJson.integer(entry.get("epoch"), "preShared.epoch"),
                            Secret.of(octets(MembershipJson.text(entry, "key")))));
        }
        return keys;
    }

    private static Optional<KeyPair> requested(JsonObject json) throws GeneralSecurityException {
        if (!json.has("requestedPrivate")) {
            return Optional.empty();
        }
        return Optional.of(
                new KeyPair(
                        KeyFactory.getInstance("EC")
                                .generatePublic(
                                        new X509EncodedKeySpec(
                                                octets(
                                                        MembershipJson.text(
                                                                json, "requestedPublic")))),
                        privateKey(MembershipJson.text(json, "requestedPrivate"))));
    }

    private static PrivateKey privateKey(String base64) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(octets(base64)));
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static byte[] octets(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
