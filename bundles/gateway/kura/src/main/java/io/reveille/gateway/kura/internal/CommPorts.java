/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.gateway.modem.SerialConnection;
import java.io.IOException;

/** Serial ports that the framework owns, where it does. */
@FunctionalInterface
interface CommPorts {
    /**
     * Opens a port.
     *
     * @param address as in {@code comm:/dev/ttyUSB2;baudrate=115200}
     */
    SerialConnection open(String address) throws IOException;
}
