/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** The verbose errors that make a difference here, and their numbers. */
final class ErrorTexts {
    /** 3GPP TS 27.007 section 9.2.1. */
    private static final Map<String, Integer> EQUIPMENT =
            Map.ofEntries(
                    Map.entry("operation not allowed", 3),
                    Map.entry("operation not supported", 4),
                    Map.entry("sim not inserted", 10),
                    Map.entry("sim pin required", 11),
                    Map.entry("sim puk required", 12),
                    Map.entry("sim failure", 13),
                    Map.entry("sim busy", 14),
                    Map.entry("sim wrong", 15),
                    Map.entry("incorrect password", 16),
                    Map.entry("memory full", 20),
                    Map.entry("invalid index", 21),
                    Map.entry("not found", 22),
                    Map.entry("no network service", 30));

    /** 3GPP TS 27.005 section 3.2.5. */
    private static final Map<String, Integer> MESSAGE =
            Map.ofEntries(
                    Map.entry("operation not allowed", 302),
                    Map.entry("operation not supported", 303),
                    Map.entry("invalid pdu mode parameter", 304),
                    Map.entry("sim not inserted", 310),
                    Map.entry("sim pin required", 311),
                    Map.entry("sim failure", 313),
                    Map.entry("sim busy", 314),
                    Map.entry("sim puk required", 316),
                    Map.entry("memory failure", 320),
                    Map.entry("invalid memory index", 321),
                    Map.entry("memory full", 322),
                    Map.entry("no network service", 331),
                    Map.entry("network timeout", 332),
                    Map.entry("unknown error", 500));

    private ErrorTexts() {}

    static OptionalInt number(boolean message, String text) {
        Integer number = (message ? MESSAGE : EQUIPMENT).get(text.toLowerCase(Locale.ROOT));
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
