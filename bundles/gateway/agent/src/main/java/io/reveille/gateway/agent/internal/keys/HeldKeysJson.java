/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.keys;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.internal.identity.KeyVault;
import io.reveille.gateway.agent.internal.identity.MembershipJson;
import io.reveille.gateway.agent.internal.keys.SealingGenerations.Generation;
import io.reveille.protocol.PreSharedKey;
import io.reveille.protocol.SignedKeyList;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys as JSON, for their owner's file alone: keys by their names, secrets sealed. */
final class HeldKeysJson {
    private final Sealing sealing;
    private final KeyVault vault;

    /** Finds the key pair of a generation. */
    @FunctionalInterface
    interface Sealing {
        SealingKeyPair pair(int generation, String publicKey) throws IOException;
    }

    HeldKeysJson(Sealing sealing, KeyVault vault) {
        this.sealing = sealing;
        this.vault = vault;
    }

    JsonObject write(HeldKeys keys) throws IOException {
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
            entry.addProperty("key", vault.seal(use(key.epoch()), key.key()).base64());
            preShared.add(entry);
        }
        json.add("preShared", preShared);
        json.addProperty("tls", KeyVault.name(keys.tls().certificate().getPublicKey()));
        json.addProperty("tlsChain", Certificates.pem(keys.tls().chain()));
        keys.requested()
                .ifPresent(pair -> json.addProperty("requested", KeyVault.name(pair.getPublic())));
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
        List<X509Certificate> chain = Certificates.parse(MembershipJson.text(json, "tlsChain"));
        TlsIdentity tls =
                chain.get(0).equals(identity.tls().certificate())
                        ? identity.tls()
                        : new TlsIdentity(
                                vault.tls(MembershipJson.text(json, "tls")).privateKey(), chain);
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

    private List<PreSharedKey> preShared(JsonObject json) throws IOException, KeyMaterialException {
        List<PreSharedKey> keys = new ArrayList<>();
        for (JsonElement element : MembershipJson.array(json, "preShared")) {
            JsonObject entry = MembershipJson.parse(element.toString());
            int epoch = MembershipJson.integer(entry.get("epoch"), "preShared.epoch");
            Octets sealed = Octets.fromBase64(MembershipJson.text(entry, "key"));
            keys.add(new PreSharedKey(epoch, vault.open(use(epoch), sealed)));
        }
        return keys;
    }

    private Optional<KeyPair> requested(JsonObject json) throws IOException {
        return json.has("requested")
                ? Optional.of(vault.tlsKey(MembershipJson.text(json, "requested")))
                : Optional.empty();
    }

    private static String use(int epoch) {
        return "pre-shared key " + epoch;
    }
}
