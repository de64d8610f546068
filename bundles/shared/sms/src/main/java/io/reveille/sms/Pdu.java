/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import java.util.Optional;

/**
 * A TPDU with the service centre's address before it, as AT interfaces show it (TS 27.005, 3.1).
 *
 * @param serviceCentre the centre it came from or goes to, a number, not a name; none leaves the
 *     choice to the modem
 * @param tpdu the message
 */
public record Pdu(Optional<Address> serviceCentre, Tpdu tpdu) {
    public Pdu {
        if (serviceCentre.isPresent()
                && serviceCentre.get().typeOfNumber() == TypeOfNumber.ALPHANUMERIC) {
            throw new IllegalArgumentException("a service centre has digits, no name");
        }
    }

    /** A message for the centre that the modem knows. */
    public static Pdu of(Tpdu tpdu) {
        return new Pdu(Optional.empty(), tpdu);
    }
}
