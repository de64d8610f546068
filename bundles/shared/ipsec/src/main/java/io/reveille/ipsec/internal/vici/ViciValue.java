/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec.internal.vici;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Octets; most are text. They may be a key, so they are never shown. */
public final class ViciValue implements ViciElement {
    private final byte[] octets;

    ViciValue(byte[] octets) {
        this.octets = octets;
    }

    byte[] octets() {
        return octets;
    }

    static ViciValue of(String text) {
        return new ViciValue(text.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ViciValue that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return "ViciValue[" + octets.length + " octets]";
    }
}
