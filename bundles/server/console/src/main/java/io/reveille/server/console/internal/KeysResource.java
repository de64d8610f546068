/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.reveille.crypto.Octets;
import io.reveille.server.registry.KeyOffice;
import io.reveille.server.registry.KeyTask;
import java.util.List;
import java.util.Optional;

/** The fleet's keys: how they are, rotation, revocation, lists. */
final class KeysResource {
    private final KeyOffice office;

    KeysResource(KeyOffice office) {
        this.office = office;
    }

    JsonObject report() {
        KeyOffice.Report report = office.report();
        JsonObject json = new JsonObject();
        json.addProperty("root", report.rootFingerprint().hex());
        json.addProperty("rootOnline", report.rootOnline());
        json.addProperty("listVersion", report.listVersion());
        json.addProperty("listIssuedAt", report.listIssuedAt().toString());
        json.addProperty("listNeeded", report.listNeeded());
        json.addProperty("gatewaysBehind", report.behind());
        json.addProperty("lowestSuite", "%02x".formatted(report.lowestSuite()));
        json.addProperty("storage", report.storage());
        json.add("keys", Json.array(report.keys(), KeysResource::key));
        return json;
    }

    private static JsonObject key(KeyOffice.Key key) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", key.kind());
        json.addProperty("id", key.id());
        json.addProperty("state", key.state());
        json.addProperty("since", key.since().toString());
        json.addProperty("announced", key.announced().orElse(null));
        json.addProperty("sha256", key.fingerprint().hex());
        return json;
    }

    /** {@code what}, and {@code gateway} or {@code force} where they apply. */
    JsonObject rotate(String body) {
        JsonBody json = JsonBody.parse(body, List.of("what", "gateway", "force"));
        boolean force = json.primitive("force").map(JsonPrimitive::getAsBoolean).orElse(false);
        Optional<String> gateway = json.text("gateway");
        return message(
                switch (json.text("what").orElse("")) {
                    case "sender" -> office.rotateSender();
                    case "ca" -> office.rotateCa(force);
                    case "server" -> office.rotateServer();
                    case "certificate" -> order(KeyTask.CERTIFICATE, gateway);
                    case "sealing-key" -> order(KeyTask.SEALING_KEY, gateway);
                    case "psk" -> order(KeyTask.PSK, gateway);
                    default ->
                            throw new IllegalArgumentException(
                                    "the field what must be one of sender, ca, server, certificate, sealing-key, psk");
                });
    }

    private String order(KeyTask task, Optional<String> gateway) {
        int ordered = office.order(task, gateway);
        return "%d gateway%s to do so in the next tunnel."
                .formatted(ordered, ordered == 1 ? " is" : "s are");
    }

    /** {@code suite}, 01 or 11, and {@code force}. */
    JsonObject lowestSuite(String body) {
        JsonBody json = JsonBody.parse(body, List.of("suite", "force"));
        boolean force = json.primitive("force").map(JsonPrimitive::getAsBoolean).orElse(false);
        return message(
                office.lowestSuite(
                        switch (json.text("suite").orElse("")) {
                            case "01" -> 0x01;
                            case "11" -> 0x11;
                            default ->
                                    throw new IllegalArgumentException(
                                            "the field suite must be 01 or 11");
                        },
                        force));
    }

    /** {@code sender}: the number of a sender key. */
    JsonObject revoke(String body) {
        JsonBody json = JsonBody.parse(body, List.of("sender"));
        try {
            return message(
                    office.revokeSender(
                            json.primitive("sender")
                                    .map(JsonPrimitive::getAsInt)
                                    .orElseThrow(
                                            () ->
                                                    new IllegalArgumentException(
                                                            "the field sender is missing"))));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the field sender must be a number", e);
        }
    }

    JsonObject unsignedList() {
        JsonObject json = new JsonObject();
        json.addProperty("list", office.unsignedList().base64());
        return json;
    }

    /** {@code list}: a signed list in base64. */
    JsonObject publish(String body) {
        office.publish(octets(JsonBody.parse(body, List.of("list")), "list"));
        return message("Key list %d is published.".formatted(office.report().listVersion()));
    }

    /** {@code key}: the public half of the new root key in base64. */
    JsonObject handOverRoot(String body) {
        return message(office.handOverRoot(octets(JsonBody.parse(body, List.of("key")), "key")));
    }

    private static Octets octets(JsonBody json, String field) {
        return Octets.fromBase64(
                json.text(field)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the field " + field + " is missing")));
    }

    private static JsonObject message(String text) {
        JsonObject json = new JsonObject();
        json.addProperty("message", text);
        return json;
    }
}
