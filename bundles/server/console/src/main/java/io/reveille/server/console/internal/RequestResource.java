/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.RequestOrder;
import io.reveille.server.registry.RequestOrder.Manner;
import io.reveille.server.registry.RequestSlip;
import io.reveille.server.registry.WakePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Access requests by hand: {@code POST /api/v1/requests}. */
final class RequestResource {
    private static final List<String> FIELDS =
            List.of("gateway", "service", "channel", "manner", "validitySeconds");
    private static final Duration USUAL_VALIDITY = Duration.ofMinutes(15);

    private final Registry registry;
    private final ServerView view;

    RequestResource(Registry registry, ServerView view) {
        this.registry = registry;
        this.view = view;
    }

    JsonObject request(String body) {
        RequestOrder order = order(JsonBody.parse(body, FIELDS));
        return json(
                view.requests()
                        .orElseThrow(() -> new IllegalStateException("the public proxy is not up"))
                        .request(order));
    }

    private RequestOrder order(JsonBody json) {
        String gateway = needed(json, "gateway");
        return new RequestOrder(
                gateway,
                needed(json, "service"),
                json.text("channel")
                        .map(RequestResource::channel)
                        .orElseGet(() -> usualChannel(gateway)),
                manner(json.text("manner").orElse("print")),
                json.primitive("validitySeconds")
                        .map(RequestResource::seconds)
                        .orElse(USUAL_VALIDITY));
    }

    private static String needed(JsonBody json, String field) {
        return json.text(field)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "the field %s is needed".formatted(field)));
    }

    private static SignalChannel channel(String word) {
        List<SignalChannel> channels =
                WakePolicy.channels(word.strip().equalsIgnoreCase("mail") ? "email" : word);
        if (channels.size() != 1) {
            throw new IllegalArgumentException("one channel is needed: sms, mail or mqtt");
        }
        return channels.get(0);
    }

    /** What a person most likely has at hand to reach this gateway. */
    private SignalChannel usualChannel(String id) {
        Optional<Gateway> gateway = registry.gateway(id);
        return gateway.flatMap(Gateway::msisdn).isEmpty()
                        && gateway.flatMap(Gateway::email).isPresent()
                ? SignalChannel.EMAIL
                : SignalChannel.SMS;
    }

    private static Manner manner(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "print" -> Manner.PRINT;
            case "expect" -> Manner.EXPECT;
            case "send" -> Manner.SEND;
            default ->
                    throw new IllegalArgumentException(
                            "manner '%s' is none of print, expect, send".formatted(word));
        };
    }

    private static Duration seconds(JsonPrimitive value) {
        try {
            return Duration.ofSeconds(value.getAsInt());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the field validitySeconds must be a number", e);
        }
    }

    private static JsonObject json(RequestSlip slip) {
        JsonObject json = new JsonObject();
        json.addProperty("gateway", slip.order().gatewayId());
        json.addProperty("service", slip.order().service());
        json.addProperty("channel", slip.order().channel().name());
        json.addProperty("manner", slip.order().manner().name());
        json.addProperty("session", slip.sessionKey());
        json.addProperty("expires", slip.expires().toString());
        json.add("to", Json.text(slip.to()));
        json.add("text", Json.text(slip.text()));
        return json;
    }
}
