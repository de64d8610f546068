/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.modemmanager;

import java.util.Map;
import org.freedesktop.dbus.types.Variant;

/**
 * A modem as ModemManager shows it.
 *
 * @param path its object
 * @param imei its equipment identifier; empty if that is not known yet
 * @param state MMModemState: -1 failed, 2 locked, 3 disabled, 6 enabled, 8 registered, 11 connected
 * @param messages whether it has messages at all
 */
public record ManagedModem(String path, String imei, int state, boolean messages) {
    private static final int ENABLED = 6;
    static final String INTERFACE = "org.freedesktop.ModemManager1.Modem";

    static ManagedModem of(String path, Map<String, Map<String, Variant<?>>> interfaces) {
        Map<String, Variant<?>> modem = interfaces.getOrDefault(INTERFACE, Map.of());
        return new ManagedModem(
                path,
                value(modem, "EquipmentIdentifier") instanceof String text ? text : "",
                value(modem, "State") instanceof Number state ? state.intValue() : 0,
                interfaces.containsKey(Messaging.NAME));
    }

    static Object value(Map<String, Variant<?>> properties, String name) {
        Variant<?> value = properties.get(name);
        return value == null ? "" : value.getValue();
    }

    /** Whether its messages can be asked for. */
    boolean isEnabled() {
        return state >= ENABLED;
    }

    /** How it is, and what to do if it is not well. */
    public String description() {
        String name = imei.isEmpty() ? "modem" : "modem " + imei.replaceAll("[^0-9A-Za-z]", "?");
        return name
                + switch (state) {
                    case -1 -> " has failed: 'mmcli -m any' says why";
                    case 2 -> " is locked: 'mmcli -i any --pin=…' unlocks the SIM";
                    case 3, 4 ->
                            " is disabled, so it gets no messages: NetworkManager or"
                                    + " 'mmcli -m any --enable' enables it";
                    case 6 -> " is enabled";
                    case 7 -> " searches for a network";
                    case 8 -> " is registered";
                    case 9, 10, 11 -> " is connected";
                    default -> " is being set up";
                };
    }
}
