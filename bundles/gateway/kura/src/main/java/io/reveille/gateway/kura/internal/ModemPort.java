/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.gateway.modem.SerialAddress;
import io.reveille.gateway.modem.SerialConnection;
import io.reveille.gateway.modem.SerialConnector;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A port that may belong to the framework, which may offer its ports later than this gateway
 * starts.
 */
record ModemPort(String address, Supplier<Optional<CommPorts>> ports) implements SerialConnector {

    /** How to open the port with this address. */
    static SerialConnector at(String address, Supplier<Optional<CommPorts>> ports) {
        return address.startsWith("comm:")
                ? new ModemPort(address, ports)
                : SerialAddress.parse(address).connector();
    }

    @Override
    public SerialConnection open() throws IOException {
        return ports.get()
                .orElseThrow(
                        () ->
                                new IOException(
                                        address
                                                + " needs a framework that owns serial ports, which"
                                                + " this one does not do yet; if it never does, write"
                                                + " serial:/dev/… instead"))
                .open(address);
    }
}
