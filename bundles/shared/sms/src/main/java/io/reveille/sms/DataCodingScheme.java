/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import java.util.Optional;

/**
 * TP-DCS: alphabet, class and handling of the user data (TS 23.040, 9.2.3.10; TS 23.038, 4). Every
 * octet is a valid scheme; reserved codings mean the GSM 7 bit default alphabet.
 *
 * @param octet the octet on the wire, 0 to 255
 */
public record DataCodingScheme(int octet) {
    /** GSM 7 bit default alphabet, no class. */
    public static final DataCodingScheme GSM7 = new DataCodingScheme(0x00);

    /** Octets, no class. */
    public static final DataCodingScheme OCTETS = new DataCodingScheme(0x04);

    /** UCS-2, no class. */
    public static final DataCodingScheme UCS2 = new DataCodingScheme(0x08);

    private static final MessageWaiting.Kind[] KINDS = MessageWaiting.Kind.values();

    public DataCodingScheme {
        if (octet < 0 || octet > 255) {
            throw new IllegalArgumentException("TP-DCS " + octet + " is not within 0 to 255");
        }
    }

    /** The scheme of the general group with an alphabet and no class. */
    public static DataCodingScheme of(Alphabet alphabet) {
        return new DataCodingScheme(alphabetBits(alphabet));
    }

    /** The scheme of the general group with an alphabet and a class. */
    public static DataCodingScheme of(Alphabet alphabet, MessageClass messageClass) {
        return new DataCodingScheme(0x10 | alphabetBits(alphabet) | messageClass.number());
    }

    /** The alphabet; that of the text before compression where it is {@link #compressed()}. */
    public Alphabet alphabet() {
        return switch (octet >> 4) {
            case 0x0, 0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x7 ->
                    switch (octet >> 2 & 0x03) {
                        case 1 -> Alphabet.OCTETS;
                        case 2 -> Alphabet.UCS2;
                        default -> Alphabet.GSM7;
                    };
            case 0xE -> Alphabet.UCS2;
            case 0xF -> (octet & 0x04) != 0 ? Alphabet.OCTETS : Alphabet.GSM7;
            default -> Alphabet.GSM7;
        };
    }

    /** The alphabet of the user data as carried: compressed text is octets. */
    public Alphabet carried() {
        return compressed() ? Alphabet.OCTETS : alphabet();
    }

    /** Whether the user data is compressed (TS 23.042). */
    public boolean compressed() {
        return isGeneral() && (octet & 0x20) != 0;
    }

    /** Whether the message may be deleted once it has been read. */
    public boolean automaticDeletion() {
        return octet >> 6 == 1;
    }

    /** The message class, where there is one. */
    public Optional<MessageClass> messageClass() {
        boolean present = isGeneral() ? (octet & 0x10) != 0 : octet >> 4 == 0xF;
        return present ? Optional.of(MessageClass.of(octet)) : Optional.empty();
    }

    /** The message waiting indication, where there is one. */
    public Optional<MessageWaiting> messageWaiting() {
        int group = octet >> 4;
        if (group < 0xC || group > 0xE) {
            return Optional.empty();
        }
        return Optional.of(
                new MessageWaiting(KINDS[octet & 0x03], (octet & 0x08) != 0, group != 0xC));
    }

    private static int alphabetBits(Alphabet alphabet) {
        return switch (alphabet) {
            case GSM7 -> 0x00;
            case OCTETS -> 0x04;
            case UCS2 -> 0x08;
        };
    }

    private boolean isGeneral() {
        return octet < 0x80;
    }
}
