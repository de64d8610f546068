/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

/**
 * One element of a user data header (TS 23.040, 9.2.3.24), known or unknown, verbatim.
 *
 * @param id the information element identifier, 0 to 255
 * @param data its data, up to 137 octets
 */
public record InformationElement(int id, OctetString data) {
    /** Concatenated short messages, 8-bit reference number. */
    public static final int CONCATENATION_8 = 0x00;

    /** Application port addressing, 8 bit. */
    public static final int PORTS_8 = 0x04;

    /** Application port addressing, 16 bit. */
    public static final int PORTS_16 = 0x05;

    /** Concatenated short messages, 16-bit reference number. */
    public static final int CONCATENATION_16 = 0x08;

    /** National language single shift. */
    public static final int SINGLE_SHIFT = 0x24;

    /** National language locking shift. */
    public static final int LOCKING_SHIFT = 0x25;

    /** The most octets that the data can have: all but three of the user data. */
    public static final int MAX_DATA = UserData.MAX_OCTETS - 3;

    public InformationElement {
        if (id < 0 || id > 255) {
            throw new IllegalArgumentException("element identifier " + id + " is not 0 to 255");
        }
        if (data.length() > MAX_DATA) {
            throw new IllegalArgumentException(
                    "element of " + data.length() + " octets: at most " + MAX_DATA + " fit");
        }
    }

    /** An element of the octets given. */
    public static InformationElement of(int id, int... data) {
        byte[] octets = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            octets[i] = (byte) data[i];
        }
        return new InformationElement(id, OctetString.of(octets));
    }
}
