/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.modemmanager;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.interfaces.ObjectManager;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.Variant;

/** ModemManager's interface with one modem, as its introspection data describe it. */
final class ModemOnBus implements AutoCloseable {
    static final String IMEI = "490154203237518";
    private static final String ROOT = "/org/freedesktop/ModemManager1";
    private static final String MODEM = ROOT + "/Modem/0";
    private static final String SMS = "org.freedesktop.ModemManager1.Sms";

    private final DBusConnection connection;
    private final Map<String, SmsOnBus> messages = new ConcurrentSkipListMap<>();
    private volatile int state = 8;
    private volatile boolean readOnly;
    private int count;

    /** As ModemManager defines it. */
    @DBusInterfaceName("org.freedesktop.ModemManager1.Modem.Messaging")
    public interface MessagingOnBus extends DBusInterface {
        @DBusMemberName("List")
        List<DBusPath> messages();

        @DBusMemberName("Delete")
        void delete(DBusPath path);

        /** Any part of a new message is there. */
        final class Added extends DBusSignal {
            public Added(String modem, DBusPath path, boolean received) throws DBusException {
                super(modem, path, received);
            }
        }
    }

    private final class Modem implements MessagingOnBus {
        @Override
        public List<DBusPath> messages() {
            return messages.keySet().stream().map(DBusPath::new).toList();
        }

        @Override
        public void delete(DBusPath path) {
            if (readOnly) {
                throw new DBusExecutionException("Couldn't delete the message");
            }
            messages.remove(path.getPath());
            connection.unExportObject(path.getPath());
        }

        @Override
        public String getObjectPath() {
            return MODEM;
        }
    }

    private final class Objects implements ObjectManager {
        @Override
        public Map<DBusPath, Map<String, Map<String, Variant<?>>>> GetManagedObjects() {
            Map<String, Variant<?>> modem = new HashMap<>();
            modem.put("EquipmentIdentifier", new Variant<>(IMEI));
            modem.put("State", new Variant<>(state));
            Map<String, Map<String, Variant<?>>> interfaces = new HashMap<>();
            interfaces.put("org.freedesktop.ModemManager1.Modem", modem);
            interfaces.put("org.freedesktop.ModemManager1.Modem.Messaging", new HashMap<>());
            return Map.of(new DBusPath(MODEM), interfaces);
        }

        @Override
        public String getObjectPath() {
            return ROOT;
        }
    }

    ModemOnBus(String bus) throws DBusException {
        connection = DBusConnectionBuilder.forAddress(bus).withShared(false).build();
        connection.exportObject(new Objects());
        connection.exportObject(new Modem());
        connection.requestBusName("org.freedesktop.ModemManager1");
    }

    void state(int now) {
        state = now;
    }

    void readOnly(boolean now) {
        readOnly = now;
    }

    /** A message is there; nobody is told. */
    SmsOnBus put(int smsState, String text, byte[] data) throws DBusException {
        SmsOnBus sms = new SmsOnBus(ROOT + "/SMS/" + count++, smsState, text, data);
        messages.put(sms.getObjectPath(), sms);
        connection.exportObject(sms);
        return sms;
    }

    /** A message comes in. */
    SmsOnBus receive(int smsState, String text, byte[] data) throws DBusException {
        SmsOnBus sms = put(smsState, text, data);
        connection.sendMessage(
                new MessagingOnBus.Added(MODEM, new DBusPath(sms.getObjectPath()), true));
        return sms;
    }

    /** The last part of a message comes in. */
    void complete(SmsOnBus sms) throws DBusException {
        sms.state(SmsOnBus.RECEIVED);
        connection.sendMessage(
                new Properties.PropertiesChanged(
                        sms.getObjectPath(),
                        SMS,
                        new HashMap<>(sms.GetAll(SMS)),
                        new ArrayList<>()));
    }

    int stored() {
        return messages.size();
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
