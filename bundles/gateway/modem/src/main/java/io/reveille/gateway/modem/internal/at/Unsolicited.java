/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

/** What a modem says without being asked. */
public sealed interface Unsolicited {

    /** A message was stored ({@code +CMTI}, {@code +CDSI}). */
    record Stored(String memory, int index) implements Unsolicited {}

    /** A message shown directly ({@code +CMT}, {@code +CDS}): it is in no storage. */
    record Shown(PduLine pdu) implements Unsolicited {}

    /** The modem echoed a command. */
    record Echoed() implements Unsolicited {}

    /** Any other line. */
    record Other(String line) implements Unsolicited {}
}
