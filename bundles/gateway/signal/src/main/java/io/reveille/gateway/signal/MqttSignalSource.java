/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import io.reveille.gateway.signal.internal.mqtt.Offers;
import io.reveille.gateway.signal.internal.mqtt.RequestInMqtt;
import io.reveille.mqtt.MqttConnection;
import io.reveille.mqtt.MqttMessageIn;
import io.reveille.mqtt.MqttSettings;
import io.reveille.mqtt.MqttTopics;
import io.reveille.protocol.SignalChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Access requests that a broker delivers on the gateway's topic: raw octets, or a text with a
 * request in its text form. A message is acknowledged when its request was taken, so that the
 * broker keeps what this gateway could not judge yet. Retained messages are refused, since they
 * would come again for ever, and so are those that are too long; both are acknowledged, and nothing
 * is answered.
 */
public final class MqttSignalSource implements SignalSource {
    private final MqttConnection connection;
    private final Offers offers;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /**
     * Connects, in the background and for as long as it takes.
     *
     * @param settings with the gateway's own client id, a session that outlasts its absences, and
     *     {@link MqttTopics#presence} as presence
     */
    public MqttSignalSource(
            MqttSettings settings, MqttTopics topics, String gatewayId, SignalListener listener) {
        String origin = "mqtt from " + settings.broker();
        this.offers = new Offers(request -> listener.received(SignalChannel.MQTT, request, origin));
        this.connection =
                MqttConnection.start(settings, List.of(topics.request(gatewayId)), this::received);
    }

    private void received(MqttMessageIn message, Runnable done) {
        boolean waits =
                !message.retained()
                        && RequestInMqtt.find(message.payload())
                                .filter(request -> offers.offer(request, () -> took(done)))
                                .isPresent();
        if (!waits) {
            refused.incrementAndGet();
            done.run();
        }
    }

    private void took(Runnable done) {
        taken.incrementAndGet();
        done.run();
    }

    @Override
    public SignalChannel channel() {
        return SignalChannel.MQTT;
    }

    @Override
    public String health() {
        return "MQTT: "
                + connection.health()
                + "; "
                + taken
                + " possible access requests taken, "
                + offers.waiting()
                + " to be offered again, "
                + refused
                + " messages refused because they were retained, too long or too many";
    }

    /** Says farewell; what was not taken the broker keeps. */
    @Override
    public void close() {
        connection.close();
        offers.close();
    }
}
