/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.mqtt.MqttSettings;
import io.reveille.mqtt.MqttTopics;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.SignalRate;
import java.time.Duration;
import java.util.Optional;

/**
 * How requests go out by a broker.
 *
 * @param broker where it is and who this server is to it
 * @param topics the same as at the gateways
 * @param presence whether gateways tell on the broker whether they are there; without that each is
 *     taken for one that may be
 * @param patience how long the broker may take to acknowledge, reconnecting included, 1 ms to 5 min
 * @param cost what a message costs; nothing if empty
 * @param rate how many messages may be sent; no limit if empty
 */
public record MqttRouteSettings(
        MqttSettings broker,
        MqttTopics topics,
        boolean presence,
        Duration patience,
        Optional<Money> cost,
        Optional<SignalRate> rate) {
    private static final Duration MOST = Duration.ofMinutes(5);

    public MqttRouteSettings {
        if (patience.compareTo(Duration.ofMillis(1)) < 0 || patience.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("patience " + patience + " is not 1 ms to 5 min");
        }
    }
}
