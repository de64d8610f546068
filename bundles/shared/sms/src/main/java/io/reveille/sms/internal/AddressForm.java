/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.Address;
import io.reveille.sms.NumberingPlan;
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
        TypeOfNumber typeOfNumber = TypeOfNumber.of(type >> 4);
        String digits =
                typeOfNumber == TypeOfNumber.ALPHANUMERIC
                        ? readName(in, length, field + ".text")
                        : SemiOctets.read(in, length, field + ".digits");
        return new Address(typeOfNumber, NumberingPlan.of(type), digits);
    }

    private static String readName(OctetReader in, int length, String field)
            throws SmsDecodeException {
        int start = in.skip((length + 1) / 2, field);
        return Gsm7.decode(Septets.unpack(in.array(), start, 0, length * 4 / 7));
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
        TypeOfNumber typeOfNumber = TypeOfNumber.of(type >> 4);
        if (typeOfNumber == TypeOfNumber.ALPHANUMERIC) {
            throw in.failure("SMSC.type", at + 1, "a service centre has digits, no name");
        }
        int digits = (length - 1) * 2;
        int last = at + length;
        if (digits > 0 && last < in.array().length && (in.array()[last] & 0xF0) == 0xF0) {
            digits--;
        }
        String read = SemiOctets.read(in, digits, "SMSC.digits");
        return Optional.of(new Address(typeOfNumber, NumberingPlan.of(type), read));
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
        out.octet(1 + (address.digits().length() + 1) / 2);
        out.octet(address.typeOfAddress());
        SemiOctets.write(address.digits(), out);
    }
}
