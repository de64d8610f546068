/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import io.reveille.gateway.modem.internal.serial.SerialPortConnector;
import io.reveille.gateway.modem.internal.serial.TcpConnector;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a modem is, as written in a configuration. */
public sealed interface SerialAddress {

    /** The address as written. */
    String text();

    /** How to open it. */
    SerialConnector connector();

    /**
     * Reads {@code tcp:HOST:PORT} (AT commands over a bare TCP connection; an IPv6 host in
     * brackets) or {@code serial:/dev/ttyUSB2}, with an optional speed: {@code
     * serial:/dev/ttyS1;baudrate=9600}.
     *
     * @throws IllegalArgumentException when it is neither; {@code comm:} needs the framework's
     *     connection factory, see {@link CommConnector}
     */
    static SerialAddress parse(String text) {
        Matcher tcp = Tcp.FORM.matcher(text);
        if (tcp.matches()) {
            return new Tcp(tcp.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(tcp.group(2)));
        }
        Matcher serial = Serial.FORM.matcher(text);
        if (serial.matches()) {
            String speed = serial.group(2);
            return new Serial(
                    serial.group(1),
                    speed == null ? Serial.DEFAULT_SPEED : Integer.parseInt(speed));
        }
        throw new IllegalArgumentException(
                "a modem's address is tcp:HOST:PORT or serial:/dev/PORT, with ;baudrate=SPEED where needed; not: "
                        + text);
    }

    /** A modem behind a TCP port. */
    record Tcp(String host, int port) implements SerialAddress {
        private static final Pattern FORM =
                Pattern.compile(
                        "tcp:(\\[[0-9a-fA-F:.%a-z]{2,60}]|[A-Za-z0-9._-]{1,253}):([0-9]{1,5})");

        public Tcp {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("a TCP port is 1 to 65535, not " + port);
            }
        }

        @Override
        public String text() {
            return "tcp:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }

        @Override
        public SerialConnector connector() {
            return new TcpConnector(this);
        }
    }

    /**
     * A serial port of this machine.
     *
     * @param speed in bits per second; a USB modem takes any
     */
    record Serial(String device, int speed) implements SerialAddress {
        private static final int DEFAULT_SPEED = 115_200;
        private static final Pattern FORM =
                Pattern.compile("serial:([^;]{1,200})(?:;baudrate=([0-9]{3,7}))?");

        public Serial {
            if (speed < 300 || speed > 4_000_000) {
                throw new IllegalArgumentException(
                        "a serial port's speed is 300 to 4000000 bit/s, not " + speed);
            }
        }

        @Override
        public String text() {
            return "serial:" + device + (speed == DEFAULT_SPEED ? "" : ";baudrate=" + speed);
        }

        @Override
        public SerialConnector connector() {
            return new SerialPortConnector(this);
        }
    }
}
