/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.Address;
import io.reveille.sms.Direction;
import io.reveille.sms.Pdu;
import io.reveille.sms.SmsDecodeException;
import java.util.Optional;

/** A service centre's address and a TPDU. */
public final class PduForm {
    private PduForm() {}

    public static Pdu read(OctetReader in, Direction direction) throws SmsDecodeException {
        Optional<Address> centre = AddressForm.readCentre(in);
        return new Pdu(centre, TpduForm.read(in, direction));
    }

    public static void write(Pdu pdu, OctetWriter out) {
        pdu.serviceCentre()
                .ifPresentOrElse(
                        centre -> AddressForm.writeCentre(centre, out), () -> out.octet(0));
        TpduForm.write(pdu.tpdu(), out);
    }
}
