/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.modemmanager;

import java.util.List;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.interfaces.DBusInterface;

/** The messages of a modem, as ModemManager has them. */
@DBusInterfaceName(Messaging.NAME)
public interface Messaging extends DBusInterface {
    String NAME = "org.freedesktop.ModemManager1.Modem.Messaging";

    /** All messages, sent and received. */
    @DBusMemberName("List")
    List<DBusPath> messages();

    /** Deletes one, from the modem's storage too. */
    @DBusMemberName("Delete")
    void delete(DBusPath message);
}
