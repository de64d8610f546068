/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.vendor;

import io.reveille.gateway.modem.ModemStatus;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One maker's own ways.
 *
 * @param match what maker and model look like, in lower case
 * @param iccid commands that tell the SIM card's number
 * @param setup commands for the initialisation
 * @param storages storages for received messages, best first
 * @param format how messages are read and written
 * @param charsets character sets for text mode, best first
 * @param clock the network's time
 */
public record Quirks(
        String maker,
        Pattern match,
        List<String> iccid,
        List<String> setup,
        List<String> storages,
        Format format,
        List<String> charsets,
        ClockQuirks clock) {

    /** How messages are read and written. */
    public enum Format {
        /** In PDU mode where the modem has it, else in text mode. */
        ANY,
        /** In PDU mode only. */
        PDU,
        /** In text mode, for a modem whose PDU mode is no good. */
        TEXT
    }

    public Quirks {
        iccid = List.copyOf(iccid);
        setup = List.copyOf(setup);
        storages = List.copyOf(storages);
        charsets = List.copyOf(charsets);
    }

    boolean fit(ModemStatus.Identity identity) {
        String text = identity.manufacturer() + " " + identity.model();
        return match.matcher(text.toLowerCase(Locale.ROOT)).matches();
    }
}
