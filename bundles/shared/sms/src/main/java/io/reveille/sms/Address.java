/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import io.reveille.sms.internal.Gsm7;

/**
 * The address of a mobile, a service or a service centre (TS 23.040, 9.1.2.5).
 *
 * @param typeOfNumber what kind of number it is
 * @param numberingPlan which plan it belongs to
 * @param digits up to 20 of {@code 0}-{@code 9 * # a b c}, without a plus sign; or, with {@link
 *     TypeOfNumber#ALPHANUMERIC}, text of up to 11 septets of the GSM 7 bit default alphabet
 */
public record Address(TypeOfNumber typeOfNumber, NumberingPlan numberingPlan, String digits) {
    /** The most digits that an address can hold. */
    public static final int MAX_DIGITS = 20;

    /** The most septets that an alphanumeric address can hold. */
    public static final int MAX_SEPTETS = 11;

    public Address {
        if (typeOfNumber == TypeOfNumber.ALPHANUMERIC) {
            int septets = Gsm7.encode(digits).length;
            if (septets > MAX_SEPTETS) {
                throw new IllegalArgumentException(
                        "alphanumeric address of " + septets + " septets: at most 11 fit");
            }
        } else {
            requireDigits(digits);
        }
    }

    /** An international telephone number, E.164; a leading {@code +} may be given. */
    public static Address international(String number) {
        return new Address(
                TypeOfNumber.INTERNATIONAL,
                NumberingPlan.ISDN,
                number.startsWith("+") ? number.substring(1) : number);
    }

    /** A telephone number as dialled: international with a leading {@code +}, else unknown. */
    public static Address parse(String number) {
        return number.startsWith("+")
                ? international(number)
                : new Address(TypeOfNumber.UNKNOWN, NumberingPlan.ISDN, number);
    }

    /** A sender's name. */
    public static Address alphanumeric(String text) {
        return new Address(TypeOfNumber.ALPHANUMERIC, NumberingPlan.UNKNOWN, text);
    }

    /** The type-of-address octet, 128 to 255. */
    public int typeOfAddress() {
        return 0x80 | typeOfNumber.code() << 4 | numberingPlan.code();
    }

    /** The address as people write it: with a leading {@code +} when it is international. */
    @Override
    public String toString() {
        return typeOfNumber == TypeOfNumber.INTERNATIONAL ? "+" + digits : digits;
    }

    private static void requireDigits(String digits) {
        if (digits.length() > MAX_DIGITS) {
            throw new IllegalArgumentException(
                    "address of " + digits.length() + " digits: at most 20 fit");
        }
        for (int i = 0; i < digits.length(); i++) {
            if ("0123456789*#abc".indexOf(digits.charAt(i)) < 0) {
                throw new IllegalArgumentException(
                        "address digit '"
                                + digits.charAt(i)
                                + "' at "
                                + i
                                + " is none of 0-9 * # a b c");
            }
        }
    }
}
