/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

import java.time.Duration;

/**
 * How long a client waits.
 *
 * @param keepAlive after so long without a packet the client sends one, 5 s to 18 h; the shorter,
 *     the sooner a dead connection is noticed, the more packets an idle one costs
 * @param answer how long the broker may take to answer, 1 ms to 1 h
 * @param shortestPause before the first new attempt to connect, 1 ms to 1 h
 * @param longestPause the pause doubles with every failure up to this, 1 ms to 1 h
 */
public record MqttTimes(
        Duration keepAlive, Duration answer, Duration shortestPause, Duration longestPause) {
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);

    public MqttTimes {
        require("keep.alive", keepAlive, Duration.ofSeconds(5), Duration.ofHours(18));
        require("answer.timeout", answer, MILLISECOND, HOUR);
        require("shortest pause", shortestPause, MILLISECOND, HOUR);
        require("longest pause", longestPause, shortestPause, HOUR);
    }

    /** Ten seconds for an answer, pauses from one second to five minutes. */
    public static MqttTimes of(Duration keepAlive) {
        return new MqttTimes(
                keepAlive, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    private static void require(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    what + " " + value + " is not within " + least + " to " + most);
        }
    }
}
