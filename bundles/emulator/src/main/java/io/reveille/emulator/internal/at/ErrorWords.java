/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import java.util.Map;

/**
 * How failures are worded: plain, as numbers or verbose, as {@code +CMEE} says (TS 27.007 section
 * 9).
 */
record ErrorWords(ModemParts modem) {
    private static final Map<Integer, String> EQUIPMENT =
            Map.of(
                    3, "operation not allowed",
                    4, "operation not supported",
                    10, "SIM not inserted",
                    11, "SIM PIN required",
                    12, "SIM PUK required",
                    14, "SIM busy",
                    16, "incorrect password");
    private static final Map<Integer, String> MESSAGE =
            Map.of(
                    302, "operation not allowed",
                    303, "operation not supported",
                    304, "invalid PDU mode parameter",
                    305, "invalid text mode parameter",
                    311, "SIM PIN required",
                    321, "invalid memory index",
                    322, "memory full",
                    331, "no network service",
                    340, "no +CNMA acknowledgement expected");

    String word(Reply failure) {
        if (failure instanceof Reply.Unknown) {
            return modem.profile().unsupported();
        }
        if (failure instanceof Reply.Call call) {
            return call.result();
        }
        if (failure instanceof Reply.EquipmentError error) {
            return switch (modem.settings().errors) {
                case 0 -> "ERROR";
                case 1 -> "+CME ERROR: " + error.number();
                default -> "+CME ERROR: " + EQUIPMENT.getOrDefault(error.number(), "unknown");
            };
        }
        if (failure instanceof Reply.MessageError error) {
            return "+CMS ERROR: "
                    + (modem.settings().errors == 2
                            ? MESSAGE.getOrDefault(error.number(), "unknown error")
                            : String.valueOf(error.number()));
        }
        return "ERROR";
    }
}
