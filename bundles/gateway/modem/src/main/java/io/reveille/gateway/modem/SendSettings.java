/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.time.Duration;

/**
 * How messages are sent.
 *
 * @param time how long the network may take to accept a message; 1 s to 5 min
 * @param attempts how often a message is offered that is refused for a reason that may pass; 1 to
 *     20. What may have been sent is never offered again.
 * @param pause before the second attempt, 10 ms to 1 min; it doubles with each one up to a minute
 * @param reportsAwaited how long a status report is waited for, 1 s to 7 days
 */
public record SendSettings(Duration time, int attempts, Duration pause, Duration reportsAwaited) {
    public SendSettings {
        ModemSettings.check("sending.time", time, Duration.ofSeconds(1), Duration.ofMinutes(5));
        ModemSettings.check("sending.pause", pause, Duration.ofMillis(10), Duration.ofMinutes(1));
        ModemSettings.check(
                "sending.reportsAwaited",
                reportsAwaited,
                Duration.ofSeconds(1),
                Duration.ofDays(7));
        if (attempts < 1 || attempts > 20) {
            throw new IllegalArgumentException(
                    "sending.attempts is to be between 1 and 20, not " + attempts);
        }
    }

    /** 90 s, four attempts, the second after 5 s, reports for three days. */
    public static SendSettings defaults() {
        return new SendSettings(
                Duration.ofSeconds(90), 4, Duration.ofSeconds(5), Duration.ofDays(3));
    }

    /** The same with another time for the network. */
    public SendSettings withTime(Duration newTime) {
        return new SendSettings(newTime, attempts, pause, reportsAwaited);
    }

    /** The same with other attempts. */
    public SendSettings withAttempts(int newAttempts, Duration newPause) {
        return new SendSettings(time, newAttempts, newPause, reportsAwaited);
    }

    /** The same with another patience for status reports. */
    public SendSettings withReportsAwaited(Duration newReportsAwaited) {
        return new SendSettings(time, attempts, pause, newReportsAwaited);
    }
}
