/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import io.reveille.sms.internal.TimestampOctets;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A time in seven octets: TP-SCTS, TP-DT and the absolute TP-VP (TS 23.040, 9.2.3.11). Any seven
 * octets are kept as they came; those that are no time have no {@link #dateTime()}.
 *
 * <p>Years 90 to 99 are those of the 20th century, 00 to 89 of the 21st. The zone counts quarters
 * of an hour; {@link #dateTime()} knows zones of up to 18 hours either way.
 *
 * @param octets the seven octets on the wire
 */
public record Timestamp(OctetString octets) {
    public Timestamp {
        if (octets.length() != 7) {
            throw new IllegalArgumentException("a time stamp has 7 octets, not " + octets.length());
        }
    }

    /**
     * The time stamp for a time, to the second; fractions are cut off.
     *
     * @throws IllegalArgumentException outside the years 1990 to 2089 and where the zone is not a
     *     whole number of quarters of an hour
     */
    public static Timestamp of(OffsetDateTime time) {
        return new Timestamp(TimestampOctets.encode(time));
    }

    /** The time, unless the octets are none. */
    public Optional<OffsetDateTime> dateTime() {
        return TimestampOctets.decode(octets);
    }

    /** The time in ISO 8601, or the octets in hexadecimal. */
    @Override
    public String toString() {
        return dateTime().map(OffsetDateTime::toString).orElseGet(octets::hex);
    }
}
