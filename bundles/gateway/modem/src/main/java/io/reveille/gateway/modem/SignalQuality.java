/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.util.OptionalInt;

/**
 * What {@code +CSQ} tells (3GPP TS 27.007 section 8.5).
 *
 * @param rssi 0 to 31, or 99 when not known
 * @param errorRate 0 to 7, or 99 when not known
 */
public record SignalQuality(int rssi, int errorRate) {

    /** Received strength in dBm, -113 to -51, when known. */
    public OptionalInt dbm() {
        return rssi < 0 || rssi > 31 ? OptionalInt.empty() : OptionalInt.of(2 * rssi - 113);
    }
}
