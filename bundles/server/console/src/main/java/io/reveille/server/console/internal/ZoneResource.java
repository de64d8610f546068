/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.reveille.server.registry.ZoneDesk;
import java.net.InetSocketAddress;
import java.util.List;

/** The fleet's zone: how it is served and signed, and its keys. */
final class ZoneResource {
    private final ServerView view;

    ZoneResource(ServerView view) {
        this.view = view;
    }

    JsonObject report() {
        ZoneDesk.Report report = desk().report();
        JsonObject json = new JsonObject();
        json.addProperty("zone", report.zone());
        json.addProperty("signed", report.signed());
        json.addProperty("serial", report.serial());
        json.add("listens", Json.array(report.listens(), at -> new JsonPrimitive(text(at))));
        json.add("nameServers", Json.array(report.nameServers(), JsonPrimitive::new));
        json.add("secondaries", Json.array(report.secondaries(), JsonPrimitive::new));
        json.add("keys", Json.array(report.keys(), ZoneResource::key));
        return json;
    }

    private static JsonObject key(ZoneDesk.Key key) {
        JsonObject json = new JsonObject();
        json.addProperty("tag", key.tag());
        json.addProperty("state", key.state());
        json.addProperty("since", key.since().toString());
        json.addProperty("next", key.next().map(Object::toString).orElse(null));
        json.addProperty("dnskey", key.dnskey());
        json.addProperty("ds", key.ds());
        return json;
    }

    /** {@code now}: whether to do it although it is early. */
    JsonObject roll(String body) {
        return message(desk().roll(isNow(JsonBody.parse(body, List.of("now", "key")))));
    }

    /** {@code key}: the key's tag; {@code now} as above. */
    JsonObject retire(String body) {
        JsonBody json = JsonBody.parse(body, List.of("key", "now"));
        try {
            int tag =
                    json.primitive("key")
                            .map(JsonPrimitive::getAsInt)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("the field key is missing"));
            return message(desk().retire(tag, isNow(json)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the field key must be a number", e);
        }
    }

    private static boolean isNow(JsonBody json) {
        return json.primitive("now").map(JsonPrimitive::getAsBoolean).orElse(false);
    }

    private ZoneDesk desk() {
        return view.zone()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "the name server is not running: see the server's log for why"));
    }

    private static String text(InetSocketAddress at) {
        return at.getAddress().getHostAddress() + " port " + at.getPort();
    }

    private static JsonObject message(String text) {
        JsonObject json = new JsonObject();
        json.addProperty("message", text);
        return json;
    }
}
