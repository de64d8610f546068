/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.OctetString;
import java.time.Duration;
import java.util.Optional;

/** The relative and the enhanced validity period (TS 23.040, 9.2.3.12.1 and 9.2.3.12.3). */
public final class ValidityOctets {
    private ValidityOctets() {}

    public static Duration duration(int octet) {
        if (octet <= 143) {
            return Duration.ofMinutes((octet + 1) * 5L);
        }
        if (octet <= 167) {
            return Duration.ofMinutes(12 * 60 + (octet - 143) * 30L);
        }
        return octet <= 196 ? Duration.ofDays(octet - 166L) : Duration.ofDays((octet - 192L) * 7);
    }

    public static int relative(Duration duration) {
        if (!duration.isNegative()) {
            for (int octet = 0; octet <= 255; octet++) {
                if (duration(octet).compareTo(duration) >= 0) {
                    return octet;
                }
            }
        }
        throw new IllegalArgumentException(
                "validity " + duration + " is not between nothing and 63 weeks");
    }

    public static OctetString enhancedSeconds(int seconds, boolean singleShot) {
        if (seconds < 1 || seconds > 255) {
            throw new IllegalArgumentException(seconds + " seconds are not within 1 to 255");
        }
        byte[] octets = new byte[7];
        octets[0] = (byte) (singleShot ? 0x42 : 0x02);
        octets[1] = (byte) seconds;
        return OctetString.of(octets);
    }

    public static Optional<Duration> enhanced(OctetString octets) {
        int indicator = octets.at(0);
        if ((indicator & 0x80) != 0) {
            return Optional.empty();
        }
        return switch (indicator & 0x07) {
            case 1 -> Optional.of(duration(octets.at(1)));
            case 2 ->
                    octets.at(1) == 0
                            ? Optional.empty()
                            : Optional.of(Duration.ofSeconds(octets.at(1)));
            case 3 -> clock(octets.at(1), octets.at(2), octets.at(3));
            default -> Optional.empty();
        };
    }

    private static Optional<Duration> clock(int hours, int minutes, int seconds) {
        int h = TimestampOctets.decimal(hours);
        int m = TimestampOctets.decimal(minutes);
        int s = TimestampOctets.decimal(seconds);
        return h < 0 || m < 0 || s < 0
                ? Optional.empty()
                : Optional.of(Duration.ofHours(h).plusMinutes(m).plusSeconds(s));
    }
}
