/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.reveille.gateway.modem.SerialAddress;
import io.reveille.gateway.modem.SerialConnection;
import io.reveille.gateway.modem.SerialConnector;
import java.io.IOException;

/** A serial port of this machine by jSerialComm. */
public record SerialPortConnector(SerialAddress.Serial where) implements SerialConnector {

    @Override
    public String address() {
        return where.text();
    }

    @Override
    public SerialConnection open() throws IOException {
        try {
            SerialPort port = SerialPort.getCommPort(where.device());
            port.setComPortParameters(
                    where.speed(), 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
            port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
            port.setComPortTimeouts(
                    SerialPort.TIMEOUT_READ_SEMI_BLOCKING | SerialPort.TIMEOUT_WRITE_BLOCKING,
                    SerialPortStream.POLL_MILLIS,
                    SerialPortStream.WRITE_MILLIS);
            if (!port.openPort()) {
                throw new IOException(
                        where.device()
                                + " can't be opened (error "
                                + port.getLastErrorCode()
                                + "): see that it exists, that this user may read and write it,"
                                + " and that no other program holds it");
            }
            return new SerialPortStream(port);
        } catch (SerialPortInvalidPortException e) {
            throw new IOException("there is no serial port " + where.device(), e);
        } catch (LinkageError e) {
            throw new IOException(
                    "serial ports need jSerialComm with its native part for this machine; "
                            + where.device()
                            + " can't be opened without",
                    e);
        }
    }
}
