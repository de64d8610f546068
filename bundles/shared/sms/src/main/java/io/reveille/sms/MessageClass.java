/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

/** Where a message goes once it has reached the mobile (TS 23.038, 4). */
public enum MessageClass {
    /** Class 0: shown at once, not stored. */
    IMMEDIATE(0),
    /** Class 1: for the mobile equipment. */
    MOBILE_EQUIPMENT(1),
    /** Class 2: for the SIM. */
    SIM(2),
    /** Class 3: for the terminal equipment behind the mobile. */
    TERMINAL_EQUIPMENT(3);

    private static final MessageClass[] BY_NUMBER = values();

    private final int number;

    MessageClass(int number) {
        this.number = number;
    }

    /** The class number, 0 to 3. */
    public int number() {
        return number;
    }

    /** The class with the number in the two lowest bits; other bits are ignored. */
    public static MessageClass of(int number) {
        return BY_NUMBER[number & 0x03];
    }
}
