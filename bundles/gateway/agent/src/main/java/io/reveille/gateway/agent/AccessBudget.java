/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import java.time.Duration;

/**
 * How much the outside may make a gateway do: its battery, its data plan and its processor are
 * someone's money.
 *
 * @param opensPerMinute how many messages are opened at once, and then in a minute, on each
 *     channel; 1 to 6000
 * @param dialsPerMinute how many times a proxy is dialled at most; 1 to 600
 * @param dialsPerHour the same in an hour; 1 to 10 000
 * @param waiting how many accepted requests wait for one tunnel; 1 to 64
 * @param firstRetry the wait after a first failed dial, 1 ms to 1 minute; it doubles
 * @param lastRetry the longest wait between dials, up to 1 hour
 */
public record AccessBudget(
        int opensPerMinute,
        int dialsPerMinute,
        int dialsPerHour,
        int waiting,
        Duration firstRetry,
        Duration lastRetry) {
    public AccessBudget {
        range("opens per minute", opensPerMinute, 1, 6000);
        range("dials per minute", dialsPerMinute, 1, 600);
        range("dials per hour", dialsPerHour, 1, 10_000);
        range("waiting requests", waiting, 1, 64);
        range("first retry in ms", firstRetry.toMillis(), 1, 60_000);
        range("last retry in ms", lastRetry.toMillis(), firstRetry.toMillis(), 3_600_000);
    }

    /** 30 opens a minute, 12 dials a minute and 120 an hour, retries after 1 s to 30 s. */
    public static AccessBudget defaults() {
        return new AccessBudget(30, 12, 120, 8, Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    private static void range(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": " + value + " is not " + least + " to " + most);
        }
    }
}
