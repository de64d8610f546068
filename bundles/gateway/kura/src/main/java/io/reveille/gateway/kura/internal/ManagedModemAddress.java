/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A modem that ModemManager has, written {@code modemmanager} or {@code modemmanager:IMEI}.
 *
 * @param imei of the modem that is meant; all if empty
 */
record ManagedModemAddress(Optional<String> imei) {
    private static final String SCHEME = "modemmanager";
    private static final Pattern ADDRESS = Pattern.compile(SCHEME + "(?::([0-9]{14,16}))?");

    /**
     * Reads one; empty when the text is the address of a port.
     *
     * @throws IllegalArgumentException when it begins like one but is none
     */
    static Optional<ManagedModemAddress> parse(String text) {
        if (!text.startsWith(SCHEME)) {
            return Optional.empty();
        }
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches()) {
            throw new IllegalArgumentException(
                    "\""
                            + text
                            + "\": write modemmanager, or modemmanager: and the IMEI's 15 digits");
        }
        return Optional.of(new ManagedModemAddress(Optional.ofNullable(address.group(1))));
    }
}
