/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.OctetString;
import java.util.Arrays;

/** Writes fields one after the other. */
public final class OctetWriter {
    private byte[] octets = new byte[176];
    private int length;

    void octet(int value) {
        if (length == octets.length) {
            octets = Arrays.copyOf(octets, length * 2);
        }
        octets[length++] = (byte) value;
    }

    void octets(byte[] values) {
        for (byte value : values) {
            octet(value);
        }
    }

    void octets(OctetString values) {
        for (int i = 0; i < values.length(); i++) {
            octet(values.at(i));
        }
    }

    public byte[] toArray() {
        return Arrays.copyOf(octets, length);
    }
}
