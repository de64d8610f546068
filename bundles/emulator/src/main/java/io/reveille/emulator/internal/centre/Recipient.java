/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

/**
 * Whom something is delivered to.
 *
 * @param client whether it is an SMPP client, else a modem
 * @param name the client's system id, or the digits of the modem's number
 */
record Recipient(boolean client, String name) {

    /** The modem with a number, however the number is written. */
    static Recipient modem(String number) {
        return new Recipient(false, number.replaceAll("[^0-9]", ""));
    }

    static Recipient client(String systemId) {
        return new Recipient(true, systemId);
    }
}
