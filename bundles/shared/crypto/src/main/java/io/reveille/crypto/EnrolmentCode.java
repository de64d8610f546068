/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import io.reveille.crypto.internal.Crockford;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a person types into a new gateway so that it joins a fleet: a single-use ticket, and the
 * first octets of the fleet CA's fingerprint, so that the gateway trusts that CA and no other. As
 * text, Crockford base32 in groups of four.
 *
 * @param ticket 10 random octets that only the fleet's server and the bearer of the code know
 * @param pin the first 10 octets of the fleet CA's fingerprint
 */
public record EnrolmentCode(Secret ticket, Octets pin) {

    private static final int PART = 10;
    private static final int GROUP = 4;
    private static final int MAXIMUM_CHARACTERS = 128;

    /**
     * @throws IllegalArgumentException when either part has not 10 octets
     */
    public EnrolmentCode {
        if (ticket.length() != PART || pin.length() != PART) {
            throw new IllegalArgumentException("an enrolment code has two parts of 10 octets");
        }
    }

    /** A fresh code for the fleet of this CA. */
    public static EnrolmentCode issue(X509Certificate fleetCa) {
        return new EnrolmentCode(Secret.random(PART), pinOf(fleetCa));
    }

    /**
     * The code that a person typed: in either case, with or without dashes and spaces, I or L for
     * 1, O for 0.
     *
     * @return empty when it is none; a slip of the finger may as well give another code, which then
     *     fails
     */
    public static Optional<EnrolmentCode> parse(String text) {
        if (text.length() > MAXIMUM_CHARACTERS) {
            return Optional.empty();
        }
        return Crockford.decode(text, 2 * PART)
                .map(
                        octets -> {
                            byte[] ticket = Arrays.copyOf(octets, PART);
                            EnrolmentCode code =
                                    new EnrolmentCode(
                                            Secret.of(ticket), Octets.of(octets, PART, 2 * PART));
                            Arrays.fill(ticket, (byte) 0);
                            Arrays.fill(octets, (byte) 0);
                            return code;
                        });
    }

    /**
     * The code as a person types it: eight groups of four characters with dashes between. It is a
     * secret until it is used.
     */
    public String text() {
        byte[] octets = Arrays.copyOf(ticket.copy(), 2 * PART);
        System.arraycopy(pin.toArray(), 0, octets, PART, PART);
        String plain = Crockford.encode(octets);
        StringBuilder grouped = new StringBuilder(plain.substring(0, GROUP));
        for (int i = GROUP; i < plain.length(); i += GROUP) {
            grouped.append('-').append(plain, i, i + GROUP);
        }
        return grouped.toString();
    }

    /**
     * Whether this certificate is the fleet CA that the code names. Only then may a gateway trust
     * it.
     */
    public boolean names(X509Certificate fleetCa) {
        return pin.equals(pinOf(fleetCa));
    }

    /** The fleet's part alone; the ticket stays hidden. */
    @Override
    public String toString() {
        return "EnrolmentCode[ticket hidden, pin " + pin + "]";
    }

    private static Octets pinOf(X509Certificate fleetCa) {
        return Certificates.fingerprint(fleetCa).slice(0, PART);
    }
}
