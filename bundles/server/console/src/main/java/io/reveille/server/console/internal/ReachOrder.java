/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import io.reveille.protocol.Msisdn;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TunnelProtocol;
import io.reveille.server.registry.GatewayReach;
import io.reveille.server.registry.WakeOrder;
import io.reveille.server.registry.WakePolicy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The body of {@code POST /api/v1/gateways/ID/reach}: fields that are absent stay as they are, an
 * empty text or null takes a value away.
 */
final class ReachOrder {
    private static final List<String> FIELDS =
            List.of("msisdn", "email", "channels", "policy", "tunnel");

    private ReachOrder() {}

    /**
     * @throws IllegalArgumentException whose message says what is wrong
     */
    static UnaryOperator<GatewayReach> parse(String body) {
        JsonBody json = JsonBody.parse(body, FIELDS);
        Optional<String> msisdn = value(json, "msisdn").map(text -> Msisdn.parse(text).toString());
        Optional<String> email = value(json, "email");
        Optional<List<SignalChannel>> channels = value(json, "channels").map(WakePolicy::channels);
        Optional<WakeOrder> order = value(json, "policy").map(WakePolicy::order);
        Optional<TunnelProtocol> tunnel = value(json, "tunnel").map(ReachOrder::protocol);
        return before ->
                new GatewayReach(
                        json.has("msisdn") ? msisdn : before.msisdn(),
                        json.has("email") ? email : before.email(),
                        wake(json, before.wake(), channels, order),
                        json.has("tunnel") ? tunnel.orElse(TunnelProtocol.TLS) : before.tunnel());
    }

    /** Without channels and order of its own, a gateway follows the server's default. */
    private static Optional<WakePolicy> wake(
            JsonBody json,
            Optional<WakePolicy> before,
            Optional<List<SignalChannel>> channels,
            Optional<WakeOrder> order) {
        Optional<List<SignalChannel>> newChannels =
                json.has("channels") ? channels : before.map(WakePolicy::channels);
        Optional<WakeOrder> newOrder = json.has("policy") ? order : before.map(WakePolicy::order);
        if (newOrder.isEmpty() && newChannels.filter(list -> !list.isEmpty()).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new WakePolicy(
                        newChannels.orElse(List.of()),
                        newOrder.orElse(WakePolicy.DEFAULT.order())));
    }

    private static TunnelProtocol protocol(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "tls" -> TunnelProtocol.TLS;
            case "ipsec" -> TunnelProtocol.IPSEC;
            default ->
                    throw new IllegalArgumentException(
                            "tunnel '%s' is none of tls, ipsec".formatted(text));
        };
    }

    private static Optional<String> value(JsonBody json, String name) {
        return json.text(name).map(String::strip).filter(text -> !text.isEmpty());
    }
}
