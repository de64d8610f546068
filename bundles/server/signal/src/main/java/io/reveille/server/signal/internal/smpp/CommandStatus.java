/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import java.util.Map;

/** What the command_status of a refusal means (SMPP 3.4, 5.1.3). */
final class CommandStatus {
    static final int QUEUE_FULL = 0x14;
    static final int THROTTLED = 0x58;

    private static final Map<Integer, String> MEANINGS =
            Map.ofEntries(
                    Map.entry(0x01, "message length is invalid"),
                    Map.entry(0x03, "invalid command"),
                    Map.entry(0x04, "not allowed in this bind state"),
                    Map.entry(0x05, "already bound"),
                    Map.entry(0x08, "system error"),
                    Map.entry(0x0A, "invalid source address; check source.address"),
                    Map.entry(0x0B, "invalid destination address"),
                    Map.entry(0x0D, "bind failed"),
                    Map.entry(0x0E, "invalid password; check password.file"),
                    Map.entry(0x0F, "invalid system id; check system.id"),
                    Map.entry(QUEUE_FULL, "message queue full"),
                    Map.entry(0x15, "invalid service type"),
                    Map.entry(0x43, "invalid esm_class"),
                    Map.entry(0x44, "cannot submit to the distribution list"),
                    Map.entry(0x45, "submit failed"),
                    Map.entry(0x48, "invalid source type of number; check source.address"),
                    Map.entry(0x49, "invalid source numbering plan; check source.address"),
                    Map.entry(0x50, "invalid destination type of number"),
                    Map.entry(0x51, "invalid destination numbering plan"),
                    Map.entry(0x53, "invalid system type; check system.type"),
                    Map.entry(THROTTLED, "throttled"),
                    Map.entry(0x62, "invalid validity period"),
                    Map.entry(0xFE, "delivery failed"),
                    Map.entry(0xFF, "unknown error"));

    private CommandStatus() {}

    /** Whether the same request may be accepted later. */
    static boolean passing(int status) {
        return status == QUEUE_FULL || status == THROTTLED;
    }

    static String text(int status) {
        String meaning = MEANINGS.getOrDefault(status, "for a reason of its own");
        return "%s (0x%02X)".formatted(meaning, status);
    }
}
