/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.modemmanager;

import io.reveille.crypto.Octets;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.types.Variant;

/**
 * A message as ModemManager shows it: put together, without its header.
 *
 * @param path its object
 * @param received whether it came in and is whole: state RECEIVED and PDU type DELIVER
 * @param sender the number it came from
 * @param text its text; empty if it has octets
 * @param data its octets; empty if it has text
 */
public record ManagedSms(String path, boolean received, String sender, String text, Octets data) {
    static final String INTERFACE = "org.freedesktop.ModemManager1.Sms";
    private static final int RECEIVED = 3;
    private static final int DELIVER = 1;

    static ManagedSms of(String path, Map<String, Variant<?>> properties) {
        return new ManagedSms(
                path,
                number(properties, "State") == RECEIVED && number(properties, "PduType") == DELIVER,
                text(properties, "Number"),
                text(properties, "Text"),
                octets(ManagedModem.value(properties, "Data")));
    }

    private static int number(Map<String, Variant<?>> properties, String name) {
        return ManagedModem.value(properties, name) instanceof Number number
                ? number.intValue()
                : -1;
    }

    private static String text(Map<String, Variant<?>> properties, String name) {
        return ManagedModem.value(properties, name) instanceof String text ? text : "";
    }

    private static Octets octets(Object data) {
        if (data instanceof byte[] octets) {
            return Octets.of(octets);
        }
        if (data instanceof List<?> list) {
            byte[] octets = new byte[list.size()];
            for (int i = 0; i < octets.length; i++) {
                octets[i] = list.get(i) instanceof Number number ? number.byteValue() : 0;
            }
            return Octets.of(octets);
        }
        return Octets.EMPTY;
    }
}
