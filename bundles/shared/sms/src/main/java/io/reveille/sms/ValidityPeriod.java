/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import io.reveille.sms.internal.ValidityOctets;
import java.time.Duration;
import java.util.Optional;

/** TP-VP: how long the centre tries to deliver (TS 23.040, 9.2.3.12). */
public sealed interface ValidityPeriod
        permits ValidityPeriod.Relative, ValidityPeriod.Absolute, ValidityPeriod.Enhanced {

    /**
     * The shortest relative period that is not less than the duration: steps of 5 minutes up to 12
     * hours, 30 minutes to a day, a day to 30 days, a week to 63 weeks.
     *
     * @throws IllegalArgumentException when negative or over 63 weeks
     */
    static Relative relative(Duration duration) {
        return new Relative(ValidityOctets.relative(duration));
    }

    /**
     * A relative period in one octet.
     *
     * @param octet the octet on the wire, 0 to 255
     */
    record Relative(int octet) implements ValidityPeriod {
        public Relative {
            if (octet < 0 || octet > 255) {
                throw new IllegalArgumentException("TP-VP " + octet + " is not within 0 to 255");
            }
        }

        /** The period, 5 minutes to 63 weeks. */
        public Duration duration() {
            return ValidityOctets.duration(octet);
        }
    }

    /**
     * A point in time.
     *
     * @param until when the message expires
     */
    record Absolute(Timestamp until) implements ValidityPeriod {}

    /**
     * A period in the enhanced format, any seven octets.
     *
     * @param octets the seven octets on the wire
     */
    record Enhanced(OctetString octets) implements ValidityPeriod {
        public Enhanced {
            if (octets.length() != 7) {
                throw new IllegalArgumentException(
                        "an enhanced validity period has 7 octets, not " + octets.length());
            }
        }

        /** A period of 1 to 255 seconds. */
        public static Enhanced seconds(int seconds, boolean singleShot) {
            return new Enhanced(ValidityOctets.enhancedSeconds(seconds, singleShot));
        }

        /** Whether the centre is to try once only. */
        public boolean singleShot() {
            return (octets.at(0) & 0x40) != 0;
        }

        /** The period; none where none is given, or where the octets are reserved. */
        public Optional<Duration> duration() {
            return ValidityOctets.enhanced(octets);
        }
    }
}
