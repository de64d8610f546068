/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.util.Optional;

/** A radio access technology; the order is that of {@code <AcT>} (3GPP TS 27.007 section 7.3). */
public enum AccessTechnology {
    GSM("GSM"),
    GSM_COMPACT("GSM compact"),
    UTRAN("UTRAN"),
    GSM_EGPRS("GSM with EGPRS"),
    UTRAN_HSDPA("UTRAN with HSDPA"),
    UTRAN_HSUPA("UTRAN with HSUPA"),
    UTRAN_HSPA("UTRAN with HSDPA and HSUPA"),
    E_UTRAN("E-UTRAN"),
    EC_GSM_IOT("EC-GSM-IoT"),
    NB_IOT("E-UTRAN NB-IoT"),
    E_UTRA_5G_CORE("E-UTRA connected to a 5G core"),
    NR_5G_CORE("NR connected to a 5G core"),
    NG_RAN("NG-RAN"),
    E_UTRA_NR_DUAL("E-UTRA and NR in dual connectivity");

    private static final AccessTechnology[] BY_NUMBER = values();

    private final String description;

    AccessTechnology(String description) {
        this.description = description;
    }

    /** The technology with this number, if it has a meaning. */
    public static Optional<AccessTechnology> of(int number) {
        return number >= 0 && number < BY_NUMBER.length
                ? Optional.of(BY_NUMBER[number])
                : Optional.empty();
    }

    /** For people. */
    public String description() {
        return description;
    }
}
