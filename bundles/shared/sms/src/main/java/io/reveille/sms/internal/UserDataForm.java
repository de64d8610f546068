/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.Alphabet;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.InformationElement;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDecodeException;
import io.reveille.sms.UserData;
import io.reveille.sms.UserDataHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** TP-UDL and TP-UD (TS 23.040, 9.2.3.16 and 9.2.3.24). */
final class UserDataForm {
    private UserDataForm() {}

    static UserData read(OctetReader in, DataCodingScheme coding, boolean withHeader)
            throws SmsDecodeException {
        int at = in.position();
        int length = in.octet("TP-UDL");
        Alphabet alphabet = coding.carried();
        boolean septets = alphabet == Alphabet.GSM7;
        int most = septets ? UserData.MAX_SEPTETS : UserData.MAX_OCTETS;
        if (length > most) {
            throw in.failure(
                    "TP-UDL",
                    at,
                    length + (septets ? " septets" : " octets") + "; at most " + most + " fit");
        }
        int octets = septets ? Septets.octets(length) : length;
        int start = in.position();
        if (octets > in.remaining()) {
            throw in.failure(
                    "TP-UD",
                    start,
                    "TP-UDL asks for " + octets + " octets, " + in.remaining() + " are left");
        }
        int end = start + octets;
        Optional<UserDataHeader> header = Optional.empty();
        int headerOctets = 0;
        if (withHeader) {
            header = Optional.of(readHeader(in, end));
            headerOctets = in.position() - start;
        }
        if (!septets) {
            return new UserData(header, alphabet, in.octets(octets - headerOctets, "TP-UD"));
        }
        int headerSeptets = (headerOctets * 8 + 6) / 7;
        if (headerSeptets > length) {
            throw in.failure(
                    "TP-UDL", at, length + " septets; the header alone takes " + headerSeptets);
        }
        int fill = headerSeptets * 7 - headerOctets * 8;
        int body = in.skip(end - in.position(), "TP-UD");
        return new UserData(
                header,
                alphabet,
                OctetString.of(Septets.unpack(in.array(), body, fill, length - headerSeptets)));
    }

    /** Reads a header that must not reach beyond {@code end}. */
    static UserDataHeader readHeader(OctetReader in, int end) throws SmsDecodeException {
        int at = in.position();
        if (at == end) {
            throw in.failure("TP-UDHL", at, "TP-UDHI announces a header, there is none");
        }
        int length = in.octet("TP-UDHL");
        int headerEnd = in.position() + length;
        if (headerEnd > end) {
            throw in.failure(
                    "TP-UDHL",
                    at,
                    length + " octets; the user data has " + (end - in.position()) + " left");
        }
        if (length >= UserData.MAX_OCTETS) {
            throw in.failure("TP-UDHL", at, length + " octets; at most 139 fit");
        }
        List<InformationElement> elements = new ArrayList<>(2);
        while (in.position() < headerEnd) {
            elements.add(readElement(in, headerEnd, elements.size()));
        }
        return new UserDataHeader(elements);
    }

    private static InformationElement readElement(OctetReader in, int headerEnd, int index)
            throws SmsDecodeException {
        int at = in.position();
        int id = in.octet("TP-UDH");
        int left = headerEnd - in.position() - 1;
        if (left < 0) {
            throw in.failure("TP-UDH[" + index + "]", at, "the header ends before its length");
        }
        int length = in.octet("TP-UDH");
        if (length > left) {
            throw in.failure(
                    "TP-UDH[" + index + "].length",
                    at + 1,
                    length + " octets; the header has " + left + " left");
        }
        return new InformationElement(id, in.octets(length, "TP-UDH"));
    }

    static void write(UserData userData, OctetWriter out) {
        out.octet(userData.length());
        userData.header().ifPresent(header -> writeHeader(header, out));
        if (userData.alphabet() == Alphabet.GSM7) {
            int headerBits = userData.header().map(UserDataHeader::length).orElse(0) * 8;
            int fill = (headerBits + 6) / 7 * 7 - headerBits;
            out.octets(Septets.pack(userData.body().toArray(), fill));
        } else {
            out.octets(userData.body());
        }
    }

    static void writeHeader(UserDataHeader header, OctetWriter out) {
        out.octets(header.octets());
    }
}
