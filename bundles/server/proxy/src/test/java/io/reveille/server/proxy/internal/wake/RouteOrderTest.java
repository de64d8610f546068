/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.wake;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.RouteHealth;
import io.reveille.server.registry.WakeOrder;
import io.reveille.server.registry.WakePolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteOrderTest {
    private static final Routes DEAR = Routes.up("dear", SignalChannel.SMS, "0.09 EUR");
    private static final Routes CHEAP = Routes.up("cheap", SignalChannel.SMS, "0.05 EUR");
    private static final Routes UNKNOWN = Routes.priceless("unknown", SignalChannel.SMS);
    private static final Routes MAIL = Routes.priceless("mail", SignalChannel.EMAIL);
    private static final Routes MQTT = Routes.priceless("mqtt", SignalChannel.MQTT);

    @Test
    void cheapest_puts_known_prices_before_unknown_ones_and_what_is_down_last() {
        Routes down = Routes.up("down", SignalChannel.SMS, "0 EUR").but(RouteHealth.down("lost"));

        assertThat(sorted(WakeOrder.CHEAPEST, List.of(), UNKNOWN, DEAR, down, CHEAP, MQTT))
                .containsExactly("mqtt", "cheap", "dear", "unknown", "down");
    }

    @Test
    void cheapest_follows_the_preferred_channel_where_the_price_is_the_same() {
        List<SignalChannel> channels = List.of(SignalChannel.MQTT, SignalChannel.EMAIL);

        assertThat(sorted(WakeOrder.CHEAPEST, channels, MAIL, CHEAP, MQTT))
                .containsExactly("mqtt", "mail");
    }

    @Test
    void healthy_follows_health_then_channel_then_ranking_and_no_price() {
        Routes ill = MQTT.but(RouteHealth.degraded("may be"));
        List<SignalChannel> channels = List.of(SignalChannel.MQTT, SignalChannel.SMS);

        assertThat(sorted(WakeOrder.HEALTHY, channels, ill, DEAR, CHEAP))
                .containsExactly("dear", "cheap", "mqtt");
    }

    @Test
    void healthy_tries_what_was_never_used_as_if_it_were_up_and_what_is_down_last_of_all() {
        Routes unused = MAIL.but(RouteHealth.unknown("no mail has been sent yet"));
        Routes ill = CHEAP.but(RouteHealth.degraded("may be"));
        Routes down = DEAR.but(RouteHealth.down("lost"));
        List<SignalChannel> channels =
                List.of(SignalChannel.SMS, SignalChannel.EMAIL, SignalChannel.MQTT);

        assertThat(sorted(WakeOrder.HEALTHY, channels, down, MQTT, ill, unused))
                .containsExactly("mail", "mqtt", "cheap", "dear");
    }

    @Test
    void parallel_goes_a_way_for_each_channel_and_each_way_its_own_channels_routes() {
        WakePolicy policy = new WakePolicy(List.of(), WakeOrder.PARALLEL);
        Lane.Limits limits = new Lane.Limits(Duration.ofSeconds(20), 3);

        List<Way> ways =
                Way.of(RouteOrder.sorted(List.of(DEAR, MQTT, CHEAP), policy), policy, limits);

        assertThat(ways).hasSize(2);
        assertThat(ways.get(0).next(List.of(MQTT, CHEAP), 0)).isEqualTo(new Lane.Send(CHEAP));
        assertThat(ways.get(1).next(List.of(CHEAP, MQTT), 0)).isEqualTo(new Lane.Send(MQTT));
        assertThat(Way.of(List.of(), policy, limits)).isEmpty();
    }

    private static List<String> sorted(
            WakeOrder order, List<SignalChannel> channels, Routes... routes) {
        return RouteOrder.sorted(List.of(routes), new WakePolicy(channels, order)).stream()
                .map(route -> route.name())
                .toList();
    }
}
