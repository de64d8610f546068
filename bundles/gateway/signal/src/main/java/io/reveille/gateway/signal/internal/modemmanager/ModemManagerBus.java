/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.modemmanager;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.connections.IDisconnectCallback;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.interfaces.ObjectManager;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.matchrules.DBusMatchRule;
import org.freedesktop.dbus.matchrules.DBusMatchRuleBuilder;

/** A connection to the bus on which ModemManager is. Calls block; all failures are IOExceptions. */
public final class ModemManagerBus implements AutoCloseable {
    private static final String SERVICE = "org.freedesktop.ModemManager1";
    private static final String ROOT = "/org/freedesktop/ModemManager1";
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";
    private static final String OBJECTS = "org.freedesktop.DBus.ObjectManager";

    private final DBusConnection connection;

    private ModemManagerBus(DBusConnection connection) {
        this.connection = connection;
    }

    /**
     * Connects.
     *
     * @param address of the bus, as D-Bus writes it
     * @param news called when there may be something new: a message, a modem, another ModemManager,
     *     or the end of this connection; on any thread
     */
    public static ModemManagerBus connect(String address, Runnable news) throws IOException {
        // the transport is found as a service of dbus-java's own class loader
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(DBusConnectionBuilder.class.getClassLoader());
        try {
            DBusConnection connection =
                    DBusConnectionBuilder.forAddress(address)
                            .withShared(false)
                            .withDisconnectCallback(
                                    new IDisconnectCallback() {
                                        @Override
                                        public void disconnectOnError(IOException e) {
                                            news.run();
                                        }
                                    })
                            .build();
            ModemManagerBus bus = new ModemManagerBus(connection);
            try {
                bus.follow(news);
                return bus;
            } catch (DBusException | RuntimeException e) {
                connection.disconnect();
                throw e;
            }
        } catch (DBusException | RuntimeException e) {
            throw new IOException("the bus " + address + " is not there: " + e.getMessage(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void follow(Runnable news) throws DBusException {
        follow(rule("signal", Messaging.NAME, "Added").build(), news);
        follow(rule("signal", OBJECTS, "InterfacesAdded").build(), news);
        follow(rule("signal", OBJECTS, "InterfacesRemoved").build(), news);
        follow(rule("signal", ManagedModem.INTERFACE, "StateChanged").build(), news);
        follow(
                rule("signal", PROPERTIES, "PropertiesChanged")
                        .withArg0123(0, ManagedSms.INTERFACE)
                        .build(),
                news);
        follow(
                rule("signal", "org.freedesktop.DBus", "NameOwnerChanged")
                        .withArg0123(0, SERVICE)
                        .build(),
                news);
    }

    private static DBusMatchRuleBuilder rule(String type, String of, String member) {
        return DBusMatchRuleBuilder.create().withType(type).withInterface(of).withMember(member);
    }

    private void follow(DBusMatchRule rule, Runnable news) throws DBusException {
        var unused = connection.addGenericSigHandler(rule, signal -> news.run());
    }

    /** Who ModemManager is now; another name means another process, with other objects. */
    public String owner() throws IOException {
        return ask(() -> connection.getDBusOwnerName(SERVICE));
    }

    /** The modems. */
    public List<ManagedModem> modems() throws IOException {
        return ask(
                () -> {
                    List<ManagedModem> modems = new ArrayList<>();
                    remote(ROOT, ObjectManager.class)
                            .GetManagedObjects()
                            .forEach(
                                    (path, interfaces) ->
                                            modems.add(
                                                    ManagedModem.of(path.getPath(), interfaces)));
                    return modems;
                });
    }

    /** The objects of a modem's messages. */
    public List<String> messages(ManagedModem modem) throws IOException {
        return ask(
                () ->
                        remote(modem.path(), Messaging.class).messages().stream()
                                .map(DBusPath::getPath)
                                .toList());
    }

    /** One message. */
    public ManagedSms read(String message) throws IOException {
        return ask(
                () ->
                        ManagedSms.of(
                                message,
                                remote(message, Properties.class).GetAll(ManagedSms.INTERFACE)));
    }

    /** Deletes a message. */
    public void delete(ManagedModem modem, String message) throws IOException {
        var unused =
                ask(
                        () -> {
                            remote(modem.path(), Messaging.class).delete(new DBusPath(message));
                            return true;
                        });
    }

    private <T extends org.freedesktop.dbus.interfaces.DBusInterface> T remote(
            String path, Class<T> type) throws DBusException {
        return connection.getRemoteObject(SERVICE, path, type, false);
    }

    private interface Question<T> {
        T ask() throws DBusException;
    }

    private static <T> T ask(Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (DBusException | DBusExecutionException e) {
            throw new IOException("ModemManager does not answer: " + e.getMessage(), e);
        }
    }

    /** Whether calls can still be made. */
    public boolean isConnected() {
        return connection.isConnected();
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
