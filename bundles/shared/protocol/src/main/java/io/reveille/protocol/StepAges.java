/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How long ago steps of a session were, as one end tells the other, whose clock differs: {@code
 * d=412,g=137}, in milliseconds.
 *
 * @param ages how long ago each step was, in whole milliseconds, none longer than a day
 */
public record StepAges(Map<Step, Duration> ages) {

    /** The oldest age that is told or believed. */
    public static final Duration MAXIMUM = Duration.ofDays(1);

    private static final int MAXIMUM_CHARACTERS = 256;
    private static final Pattern AGE = Pattern.compile("([a-iA-I])=([0-9]{1,8})");

    /**
     * @throws IllegalArgumentException when an age is negative or longer than a day
     */
    public StepAges {
        ages = Map.copyOf(ages);
        ages.values()
                .forEach(
                        age ->
                                Ranges.check(
                                        "age of a step in milliseconds",
                                        age.toMillis(),
                                        0,
                                        MAXIMUM.toMillis()));
    }

    /**
     * The ages in a header's value. What is malformed, too old or told twice is left out; any text
     * gives a result.
     */
    public static StepAges parse(String value) {
        Map<Step, Duration> ages = new EnumMap<>(Step.class);
        if (value.length() <= MAXIMUM_CHARACTERS) {
            for (String item : value.split(",", -1)) {
                Matcher matcher = AGE.matcher(item.strip());
                if (matcher.matches()) {
                    Duration age = Duration.ofMillis(Long.parseLong(matcher.group(2)));
                    if (age.compareTo(MAXIMUM) <= 0) {
                        ages.putIfAbsent(
                                Step.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), age);
                    }
                }
            }
        }
        return new StepAges(ages);
    }

    /** The header's value, in the order of the steps. */
    public String format() {
        return ages.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(
                        entry ->
                                entry.getKey().name().toLowerCase(Locale.ROOT)
                                        + "="
                                        + entry.getValue().toMillis())
                .collect(Collectors.joining(","));
    }

    /** How long ago a step was. */
    public Optional<Duration> age(Step step) {
        return Optional.ofNullable(ages.get(step));
    }
}
