/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.Address;
import io.reveille.sms.NumberingPlan;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDecodeException;
import io.reveille.sms.TypeOfNumber;
import java.util.Optional;

/** Addresses in their two forms: length in digits, and, for a service centre, in octets. */
final class AddressForm {
    private static final int MAX_CENTRE_OCTETS = 11;

    private AddressForm() {}

    /** TS 23.040, 9.1.2.5: the length counts the useful semi-octets. */
    static Address read(OctetReader in, String field) throws SmsDecodeException {
        int at = in.position();
        int length = in.octet(field + ".length");
        if (length > Address.MAX_DIGITS) {
            throw in.failure(field + ".length", at, length + " digits; at most 20 fit");
        }
        int type = in.octet(field + ".type");
        return body(in, type, length, field);
    }

    /** TS 24.011, 8.2.5.1: the length counts the octets, that of the type included. */
    static Optional<Address> readCentre(OctetReader in) throws SmsDecodeException {
        int at = in.position();
        int length = in.octet("SMSC.length");
        if (length == 0) {
            return Optional.empty();
        }
        if (length > MAX_CENTRE_OCTETS) {
            throw in.failure("SMSC.length", at, length + " octets; at most 11 fit");
        }
        int type = in.octet("SMSC.type");
        int digits = (length - 1) * 2;
        if (digits > 0 && TypeOfNumber.of(type >> 4) != TypeOfNumber.ALPHANUMERIC) {
            int last = in.position() + length - 2;
            if (last < in.array().length && (in.array()[last] & 0xF0) == 0xF0) {
                digits--;
            }
        }
        return Optional.of(body(in, type, digits, "SMSC"));
    }

    private static Address body(OctetReader in, int type, int digits, String field)
            throws SmsDecodeException {
        TypeOfNumber typeOfNumber = TypeOfNumber.of(type >> 4);
        NumberingPlan plan = NumberingPlan.of(type);
        if (typeOfNumber != TypeOfNumber.ALPHANUMERIC) {
            return new Address(typeOfNumber, plan, SemiOctets.read(in, digits, field + ".digits"));
        }
        int start = in.skip((digits + 1) / 2, field + ".text");
        byte[] septets = Septets.unpack(in.array(), start, 0, digits * 4 / 7);
        String text = Gsm7.decode(OctetString.of(septets), Optional.empty(), Optional.empty());
        return new Address(typeOfNumber, plan, text);
    }

    static void write(Address address, OctetWriter out) {
        if (address.typeOfNumber() == TypeOfNumber.ALPHANUMERIC) {
            byte[] septets = Gsm7.encode(address.digits());
            out.octet((septets.length * 7 + 3) / 4);
            out.octet(address.typeOfAddress());
            out.octets(Septets.pack(septets, 0));
        } else {
            out.octet(address.digits().length());
            out.octet(address.typeOfAddress());
            SemiOctets.write(address.digits(), out);
        }
    }

    static void writeCentre(Address address, OctetWriter out) {
        OctetWriter own = new OctetWriter();
        write(address, own);
        byte[] octets = own.toArray();
        out.octet(octets.length - 1);
        for (int i = 1; i < octets.length; i++) {
            out.octet(octets[i]);
        }
    }
}
