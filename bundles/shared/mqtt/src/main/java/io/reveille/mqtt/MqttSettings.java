/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

import java.time.Duration;
import java.util.Optional;

/**
 * How a client meets its broker.
 *
 * @param host its name or address
 * @param port its TCP port, usually 8883 with TLS and 1883 without
 * @param tls none: nothing is encrypted, not even a password
 * @param clientId what the broker knows the client's session by, 1 to 128 characters; two clients
 *     with one id end each other's connections
 * @param login none: the client's certificate, or nothing, says who it is
 * @param protocol which version is spoken
 * @param sessionExpiry for how long the broker keeps subscriptions and messages for a client that
 *     is away, up to about 136 years; with 3.1.1 the broker itself decides for how long; zero: not
 *     at all
 * @param presence a topic that holds, retained, {@code online} while the client is connected and
 *     {@code offline} otherwise
 * @param times how long it waits
 */
public record MqttSettings(
        String host,
        int port,
        Optional<MqttTls> tls,
        String clientId,
        Optional<MqttLogin> login,
        MqttProtocol protocol,
        Duration sessionExpiry,
        Optional<String> presence,
        MqttTimes times) {
    /** The port of MQTT over TLS. */
    public static final int TLS_PORT = 8883;

    private static final long LONGEST_EXPIRY = 0xFFFF_FFFFL; // MQTT 5, 3.1.2.11.2

    public MqttSettings {
        require(!host.isBlank(), "host is empty: name the broker");
        require(port >= 1 && port <= 65_535, "port " + port + " is not within 1 to 65535");
        require(
                !clientId.isEmpty() && clientId.length() <= 128 && isPrintable(clientId),
                "client.id is not 1 to 128 ASCII characters without blanks");
        require(
                !sessionExpiry.isNegative() && sessionExpiry.toSeconds() <= LONGEST_EXPIRY,
                "session.expiry " + sessionExpiry + " is not within 0 to " + LONGEST_EXPIRY + " s");
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c > 0x20 && c < 0x7F);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** For people: where the broker is. */
    public String broker() {
        return host + ":" + port;
    }
}
