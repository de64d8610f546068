/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.vendor;

import io.reveille.gateway.modem.NetworkTime;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds date, time and zone in what a modem says: {@code yy/MM/dd,hh:mm:ss±zz} with the zone in
 * quarters of an hour (3GPP TS 27.007 section 8.15), and what makers made of it.
 */
public final class TimeText {
    private static final Pattern TIME =
            Pattern.compile(
                    "(?<![0-9])([0-9]{4}|[0-9]{2})[/,]([0-9]{1,2})[/,]([0-9]{1,2})\"?, ?\"?"
                            + "([0-9]{1,2})[:,]([0-9]{1,2})[:,]([0-9]{1,2})(?![0-9])");

    private static final Pattern ZONE = Pattern.compile("([+-])([0-9]{1,2})(?![0-9/:])");

    /** What a clock shows that was never set lies before. */
    private static final int FIRST_YEAR = 2025;

    private static final int LAST_YEAR = 2069;
    private static final int CENTURY_TURNS = 70;
    private static final int SECONDS_A_QUARTER = 15 * 60;

    private TimeText() {}

    /**
     * The time in a text, when there is one that can be right.
     *
     * @param universal whether it is universal time, else local time, which needs a zone to mean
     *     anything
     */
    public static Optional<NetworkTime> read(String text, boolean universal) {
        Matcher found = TIME.matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        try {
            Optional<ZoneOffset> zone = zone(text, found);
            LocalDateTime time = time(found);
            if (time.getYear() < FIRST_YEAR
                    || time.getYear() > LAST_YEAR
                    || (zone.isEmpty() && !universal)) {
                return Optional.empty();
            }
            ZoneOffset offset = universal ? ZoneOffset.UTC : zone.orElseThrow();
            return Optional.of(NetworkTime.learnt(time.toInstant(offset), zone));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDateTime time(Matcher found) {
        int[] numbers = new int[6];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.parseInt(found.group(i + 1));
        }
        int year = numbers[0];
        if (year < 100) {
            year += year < CENTURY_TURNS ? 2000 : 1900;
        }
        return LocalDateTime.of(
                year, numbers[1], numbers[2], numbers[3], numbers[4], Math.min(59, numbers[5]));
    }

    /** The zone behind the time, or else before it. */
    private static Optional<ZoneOffset> zone(String text, Matcher time) {
        Matcher zone = ZONE.matcher(text);
        if (zone.find(time.end()) || (zone.find(0) && zone.end() <= time.start())) {
            int seconds = Integer.parseInt(zone.group(2)) * SECONDS_A_QUARTER;
            return Optional.of(
                    ZoneOffset.ofTotalSeconds(zone.group(1).equals("-") ? -seconds : seconds));
        }
        return Optional.empty();
    }
}
