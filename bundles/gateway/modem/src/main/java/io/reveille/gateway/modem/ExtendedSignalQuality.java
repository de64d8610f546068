/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What {@code +CESQ} tells (3GPP TS 27.007 section 8.69), as the numbers there.
 *
 * @param rxlev 0 to 63, or 99 when not known (GSM)
 * @param ber 0 to 7, or 99 when not known (GSM)
 * @param rscp 0 to 96, or 255 when not known (UTRA)
 * @param ecno 0 to 49, or 255 when not known (UTRA)
 * @param rsrq 0 to 34, or 255 when not known (E-UTRA)
 * @param rsrp 0 to 97, or 255 when not known (E-UTRA)
 */
public record ExtendedSignalQuality(int rxlev, int ber, int rscp, int ecno, int rsrq, int rsrp) {

    /** Reference signal received power in dBm, -140 to -44, when known. */
    public OptionalInt rsrpDbm() {
        return rsrp < 0 || rsrp > 97 ? OptionalInt.empty() : OptionalInt.of(rsrp - 141);
    }

    /** Reference signal received quality in dB, -19.5 to -3, when known. */
    public OptionalDouble rsrqDb() {
        return rsrq < 0 || rsrq > 34 ? OptionalDouble.empty() : OptionalDouble.of(rsrq / 2.0 - 20);
    }

    /** Received signal code power in dBm, -121 to -25, when known. */
    public OptionalInt rscpDbm() {
        return rscp < 0 || rscp > 96 ? OptionalInt.empty() : OptionalInt.of(rscp - 121);
    }

    /** Received strength in dBm, -111 to -48, when known. */
    public OptionalInt rxlevDbm() {
        return rxlev < 0 || rxlev > 63 ? OptionalInt.empty() : OptionalInt.of(rxlev - 111);
    }
}
