/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt.internal;

import io.reveille.mqtt.MqttReceipt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One connection to a broker, from its beginning to its end; there is no second one in it. */
public interface Wire {
    /**
     * Connects; returns when the broker has accepted.
     *
     * @throws WireException when it did not, or not in time
     */
    void open() throws WireException;

    /**
     * Asks for messages at QoS 1; returns when the broker has granted it.
     *
     * @throws WireException when it did not, or not in time
     */
    void subscribe(List<String> filters) throws WireException;

    /**
     * Publishes at QoS 1.
     *
     * @param expiry after which the broker is to drop it; nothing with 3.1.1
     * @return what the broker said; fails with {@link WireException} when it refused, or when the
     *     connection was lost before it said anything
     */
    CompletableFuture<MqttReceipt> publish(
            String topic, byte[] payload, boolean retained, Optional<Duration> expiry);

    /** Ends it, within a few seconds. */
    void close(boolean gracefully);

    /** Which version it speaks, for people. */
    String version();
}
