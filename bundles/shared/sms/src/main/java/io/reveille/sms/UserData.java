/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import io.reveille.sms.internal.Gsm7;
import io.reveille.sms.internal.Text;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * TP-UD: header and text or data (TS 23.040, 9.2.3.24).
 *
 * @param header the header, where TP-UDHI says that there is one
 * @param alphabet how the body is written; compressed text counts as {@link Alphabet#OCTETS}
 * @param body the body without the header: unpacked septets, one an octet, with {@link
 *     Alphabet#GSM7}, else the octets as they are
 */
public record UserData(Optional<UserDataHeader> header, Alphabet alphabet, OctetString body) {
    /** The most octets of user data in one message. */
    public static final int MAX_OCTETS = 140;

    /** The most septets of user data in one message. */
    public static final int MAX_SEPTETS = 160;

    public UserData {
        if (alphabet == Alphabet.GSM7) {
            for (int i = 0; i < body.length(); i++) {
                if (body.at(i) > 0x7F) {
                    throw new IllegalArgumentException(
                            "septet " + i + " of the user data has the value " + body.at(i));
                }
            }
        }
        int units = headerUnits(header, alphabet) + body.length();
        int most = alphabet == Alphabet.GSM7 ? MAX_SEPTETS : MAX_OCTETS;
        if (units > most) {
            throw new IllegalArgumentException(
                    "user data of "
                            + units
                            + (alphabet == Alphabet.GSM7 ? " septets" : " octets")
                            + ": at most "
                            + most
                            + " fit in one message");
        }
    }

    /** No user data. */
    public static UserData empty(Alphabet alphabet) {
        return new UserData(Optional.empty(), alphabet, OctetString.empty());
    }

    /** Octets for an application. */
    public static UserData octets(OctetString octets) {
        return new UserData(Optional.empty(), Alphabet.OCTETS, octets);
    }

    /**
     * Text in the GSM 7 bit default alphabet.
     *
     * @throws IllegalArgumentException when a character is not in it, or it does not fit
     */
    public static UserData gsm7(String text) {
        return new UserData(Optional.empty(), Alphabet.GSM7, OctetString.of(Gsm7.encode(text)));
    }

    /**
     * Text in UCS-2, surrogate pairs included.
     *
     * @throws IllegalArgumentException when it does not fit
     */
    public static UserData ucs2(String text) {
        return new UserData(
                Optional.empty(),
                Alphabet.UCS2,
                OctetString.of(text.getBytes(StandardCharsets.UTF_16BE)));
    }

    /** Text in the GSM 7 bit default alphabet where it has all characters, else in UCS-2. */
    public static UserData text(String text) {
        return text(text, fitting(text), Optional.empty());
    }

    /** The GSM 7 bit default alphabet where it has all characters of a text, else UCS-2. */
    public static Alphabet fitting(String text) {
        return Gsm7.encodable(text) ? Alphabet.GSM7 : Alphabet.UCS2;
    }

    /**
     * Text under a header, with the national language tables that the header names.
     *
     * @throws IllegalArgumentException when a character is not in the alphabet, the alphabet is
     *     {@link Alphabet#OCTETS}, or it does not fit
     */
    public static UserData text(String text, Alphabet alphabet, Optional<UserDataHeader> header) {
        return new UserData(header, alphabet, OctetString.of(Text.write(alphabet, text, header)));
    }

    /** The same body under a header. */
    public UserData withHeader(UserDataHeader newHeader) {
        return new UserData(Optional.of(newHeader), alphabet, body);
    }

    /** The text, with the national language tables that the header names; none with octets. */
    public Optional<String> text() {
        return Text.read(alphabet, body, header);
    }

    /** TP-UDL: septets with {@link Alphabet#GSM7}, else octets, the header included. */
    public int length() {
        return headerUnits(header, alphabet) + body.length();
    }

    private static int headerUnits(Optional<UserDataHeader> header, Alphabet alphabet) {
        int octets = header.map(UserDataHeader::length).orElse(0);
        return alphabet == Alphabet.GSM7 ? (octets * 8 + 6) / 7 : octets;
    }
}
