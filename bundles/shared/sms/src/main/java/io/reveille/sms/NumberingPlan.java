/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

/** The numbering-plan-identification of an address (TS 23.040, 9.1.2.5). */
public enum NumberingPlan {
    UNKNOWN(0),
    /** Telephone numbers, E.164. */
    ISDN(1),
    RESERVED_2(2),
    DATA(3),
    TELEX(4),
    SERVICE_CENTRE_SPECIFIC_5(5),
    SERVICE_CENTRE_SPECIFIC_6(6),
    RESERVED_7(7),
    NATIONAL(8),
    PRIVATE(9),
    ERMES(10),
    RESERVED_11(11),
    RESERVED_12(12),
    RESERVED_13(13),
    RESERVED_14(14),
    RESERVED_FOR_EXTENSION(15);

    private static final NumberingPlan[] BY_CODE = values();

    private final int code;

    NumberingPlan(int code) {
        this.code = code;
    }

    /** The code on the wire, 0 to 15. */
    public int code() {
        return code;
    }

    /** The plan with the code in the four lowest bits; other bits are ignored. */
    public static NumberingPlan of(int code) {
        return BY_CODE[code & 0x0F];
    }
}
