/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.mqtt;

import io.reveille.mqtt.MqttMessageIn;
import io.reveille.mqtt.MqttTopics;
import io.reveille.server.registry.Gateway;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which gateways are connected to the broker, as their presence topics say. */
public final class PresenceBook {
    /** More gateways than one broker serves. */
    static final int MOST = 200_000;

    private final MqttTopics topics;
    private final InstantSource clock;
    private final Map<String, Presence> known = new ConcurrentHashMap<>();

    /**
     * A gateway's presence.
     *
     * @param since when it changed
     * @param atLeast whether it may have changed earlier, while this server was not connected
     */
    public record Presence(boolean online, Instant since, boolean atLeast) {
        /** For people. */
        @Override
        public String toString() {
            return (online ? "online" : "offline")
                    + (atLeast ? " since before " : " since ")
                    + since.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    public PresenceBook(MqttTopics topics, InstantSource clock) {
        this.topics = topics;
        this.clock = clock;
    }

    /** Reads a message of a presence topic; what is none is ignored. */
    public void read(MqttMessageIn message) {
        Optional<String> gateway = topics.gatewayOfPresence(message.topic()).filter(Gateway::isId);
        if (gateway.isEmpty() || message.payload().length() > MqttTopics.OFFLINE.length()) {
            return;
        }
        String text = new String(message.payload().toArray(), StandardCharsets.US_ASCII);
        if (text.isEmpty()) {
            known.remove(gateway.get()); // the retained message was deleted
        } else if (text.equals(MqttTopics.ONLINE) || text.equals(MqttTopics.OFFLINE)) {
            note(gateway.get(), text.equals(MqttTopics.ONLINE), message.retained());
        }
    }

    private void note(String gatewayId, boolean online, boolean retained) {
        if (known.size() >= MOST && !known.containsKey(gatewayId)) {
            return;
        }
        known.compute(
                gatewayId,
                (id, before) ->
                        before != null && before.online() == online
                                ? before
                                : new Presence(online, clock.instant(), retained));
    }

    /** What is known of a gateway; empty if it was never connected to the broker. */
    public Optional<Presence> of(String gatewayId) {
        return Optional.ofNullable(known.get(gatewayId));
    }

    /** How many are connected. */
    public long online() {
        return known.values().stream().filter(Presence::online).count();
    }

    /** How many were, and are not. */
    public long offline() {
        return known.values().stream().filter(presence -> !presence.online()).count();
    }
}
