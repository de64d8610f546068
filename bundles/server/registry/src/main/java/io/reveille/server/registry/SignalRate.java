/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many messages a route may send.
 *
 * @param messages at once, and again after each period; 1 to 1000000
 * @param period 1 second to 1 day
 */
public record SignalRate(int messages, Duration period) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,7})\\s*/\\s*(s|min|h|d)");
    private static final Map<String, Duration> PERIODS =
            Map.of(
                    "s", Duration.ofSeconds(1),
                    "min", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));

    public SignalRate {
        if (messages < 1 || messages > 1_000_000) {
            throw new IllegalArgumentException("rate " + messages + " is not within 1 to 1000000");
        }
        if (period.toSeconds() < 1 || period.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("a rate's period is not within 1 s to 1 d");
        }
    }

    /**
     * Reads {@code 10/s}, {@code 60/min}, {@code 500/h} or {@code 1000/d}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static SignalRate parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not a rate such as 10/s, 60/min, 500/h or 1000/d".formatted(text));
        }
        Duration period = PERIODS.getOrDefault(matcher.group(2), Duration.ofSeconds(1));
        return new SignalRate(Integer.parseInt(matcher.group(1)), period);
    }

    /** Such as {@code 60/min}. */
    @Override
    public String toString() {
        return PERIODS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(period))
                .findFirst()
                .map(entry -> messages + "/" + entry.getKey())
                .orElse(messages + "/" + period.toSeconds() + " s");
    }
}
