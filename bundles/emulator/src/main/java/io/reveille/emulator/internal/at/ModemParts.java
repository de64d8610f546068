/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import io.reveille.emulator.Subscriber;
import io.reveille.emulator.VendorProfile;

/** What a modem is made of; commands work on it. */
record ModemParts(
        VendorProfile profile,
        Subscriber subscriber,
        String imei,
        TerminalSettings settings,
        Faults faults,
        SimLock sim,
        MessageStore store,
        Radio network,
        ModemClock clock,
        Arrivals arrivals) {}
