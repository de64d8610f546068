/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.ModemStatus;
import io.reveille.gateway.modem.internal.vendor.Quirks;

/** A modem that has been set up: who it is, and how it is used. */
record ModemSetup(
        ModemStatus.Identity identity,
        Quirks quirks,
        MessageFormat format,
        Memories memories,
        Announcements announcements) {

    /** For people. */
    String describe() {
        String where = memories.receiving().map(name -> " in " + name).orElse("");
        return (identity.manufacturer() + " " + identity.model()).strip()
                + switch (announcements.manner()) {
                    case ANNOUNCED -> ": announces messages" + where;
                    case SHOWN -> ": shows messages directly";
                    case NONE -> ": can't announce messages, so it is polled";
                }
                + format.charset().map(charset -> ", in text mode, " + charset).orElse("");
    }
}
