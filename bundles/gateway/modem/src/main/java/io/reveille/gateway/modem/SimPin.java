/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

/** A SIM's PIN: four to eight digits, never shown. */
public final class SimPin {
    private final String digits;

    private SimPin(String digits) {
        this.digits = digits;
    }

    /**
     * Keeps the PIN.
     *
     * @throws IllegalArgumentException when it isn't four to eight digits; the message does not
     *     repeat it
     */
    public static SimPin of(String digits) {
        if (!digits.matches("[0-9]{4,8}")) {
            throw new IllegalArgumentException("a PIN is four to eight digits");
        }
        return new SimPin(digits);
    }

    /** The digits, for the command that enters them. */
    public String digits() {
        return digits;
    }

    @Override
    public String toString() {
        return "SimPin[hidden]";
    }
}
