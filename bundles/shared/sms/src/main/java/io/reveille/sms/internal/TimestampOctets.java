/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.OctetString;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Seven octets of swapped decimal digits: year, month, day, hour, minute, second, zone. */
public final class TimestampOctets {
    private static final int QUARTER = 15 * 60;
    private static final int SIGN = 0x08;

    private TimestampOctets() {}

    public static Optional<OffsetDateTime> decode(OctetString octets) {
        int[] parts = new int[6];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = decimal(octets.at(i));
            if (parts[i] < 0) {
                return Optional.empty();
            }
        }
        int zone = octets.at(6);
        int quarters = decimal(zone & ~SIGN);
        if (quarters < 0) {
            return Optional.empty();
        }
        int year = parts[0] + (parts[0] >= 90 ? 1900 : 2000);
        try {
            return Optional.of(
                    OffsetDateTime.of(
                            LocalDateTime.of(
                                    year, parts[1], parts[2], parts[3], parts[4], parts[5]),
                            ZoneOffset.ofTotalSeconds(
                                    (zone & SIGN) != 0
                                            ? -quarters * QUARTER
                                            : quarters * QUARTER)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public static OctetString encode(OffsetDateTime time) {
        int seconds = time.getOffset().getTotalSeconds();
        if (time.getYear() < 1990 || time.getYear() > 2089) {
            throw new IllegalArgumentException(
                    "year " + time.getYear() + ": only 1990 to 2089 fit");
        }
        if (seconds % QUARTER != 0) {
            throw new IllegalArgumentException(
                    "zone " + time.getOffset() + " is no whole number of quarters of an hour");
        }
        int sign = seconds < 0 ? SIGN : 0;
        return OctetString.of(
                swapped(time.getYear() % 100),
                swapped(time.getMonthValue()),
                swapped(time.getDayOfMonth()),
                swapped(time.getHour()),
                swapped(time.getMinute()),
                swapped(time.getSecond()),
                (byte) (swapped(Math.abs(seconds) / QUARTER) | sign));
    }

    /** The number of two swapped decimal digits; -1 when they are none. */
    static int decimal(int octet) {
        int tens = octet & 0x0F;
        int units = octet >> 4;
        return tens > 9 || units > 9 ? -1 : tens * 10 + units;
    }

    static byte swapped(int number) {
        return (byte) (number % 10 << 4 | number / 10);
    }
}
