/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.modemmanager;

import java.util.HashMap;
import java.util.Map;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/** {@code org.freedesktop.ModemManager1.Sms}: the properties that matter here. */
final class SmsOnBus implements Properties {
    static final int RECEIVING = 2;
    static final int RECEIVED = 3;
    private static final int DELIVER = 1;

    private final String path;
    private final Map<String, Variant<?>> properties = new HashMap<>();

    SmsOnBus(String path, int state, String text, byte[] data) {
        this.path = path;
        state(state);
        properties.put("PduType", new Variant<>(new UInt32(DELIVER)));
        properties.put("Number", new Variant<>("+4915100000000"));
        properties.put("Text", new Variant<>(text));
        properties.put("Data", new Variant<>(data));
    }

    void state(int state) {
        properties.put("State", new Variant<>(new UInt32(state)));
    }

    @Override
    public Map<String, Variant<?>> GetAll(String interfaceName) {
        return properties;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as D-Bus has it
    public <A> A Get(String interfaceName, String name) {
        return (A) properties.get(name).getValue();
    }

    @Override
    public <A> void Set(String interfaceName, String name, A value) {
        throw new IllegalStateException("nobody sets properties of a received message");
    }

    @Override
    public String getObjectPath() {
        return path;
    }
}
