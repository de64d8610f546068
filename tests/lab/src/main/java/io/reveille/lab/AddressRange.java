/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.util.regex.Pattern;

/**
 * Addresses that one part of the lab may have.
 *
 * @param name for people, such as {@code 192.0.2.0/24}
 * @param form what they look like, each octet as {@code #}
 * @param taken the one that a router has
 */
record AddressRange(String name, String form, String taken) {
    static final AddressRange DEVICES =
            new AddressRange("100.64.0.0/16", "100.64.#.#", CarrierNat.DEVICE_SIDE);
    static final AddressRange CARRIER =
            new AddressRange("192.0.2.0/24", "192.0.2.#", CarrierNat.UPLINK);

    private static final String OCTET = "(25[0-4]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

    /** The address, if it is one of these. */
    String require(String address) {
        if (address.equals(taken)
                || !Pattern.matches(form.replace(".", "\\.").replace("#", OCTET), address)) {
            throw new IllegalArgumentException("'" + address + "' is no free address of " + name);
        }
        return address;
    }
}
