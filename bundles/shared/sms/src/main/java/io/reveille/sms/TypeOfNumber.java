/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

/** The type-of-number of an address (TS 23.040, 9.1.2.5). */
public enum TypeOfNumber {
    UNKNOWN(0),
    INTERNATIONAL(1),
    NATIONAL(2),
    NETWORK_SPECIFIC(3),
    SUBSCRIBER(4),
    /** The address is text in the GSM 7 bit default alphabet. */
    ALPHANUMERIC(5),
    ABBREVIATED(6),
    RESERVED_FOR_EXTENSION(7);

    private static final TypeOfNumber[] BY_CODE = values();

    private final int code;

    TypeOfNumber(int code) {
        this.code = code;
    }

    /** The code on the wire, 0 to 7. */
    public int code() {
        return code;
    }

    /** The type with the code in the three lowest bits; other bits are ignored. */
    public static TypeOfNumber of(int code) {
        return BY_CODE[code & 0x07];
    }
}
