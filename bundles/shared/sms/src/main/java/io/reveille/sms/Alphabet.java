/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

/** How user data is written (TS 23.038, 4). */
public enum Alphabet {
    /** Septets of the GSM 7 bit default alphabet or a national language table. */
    GSM7("GSM7"),
    /** Octets that only the receiving application understands. */
    OCTETS("8BIT"),
    /** Two octets a code unit, most significant first; surrogate pairs make UTF-16BE of it. */
    UCS2("UCS2");

    private final String label;

    Alphabet(String label) {
        this.label = label;
    }

    /** The short name that people use: GSM7, 8BIT or UCS2. */
    public String label() {
        return label;
    }
}
