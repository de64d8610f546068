/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt.internal;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Gives Paho its one socket. */
final class BrokerSockets extends SocketFactory {
    /** What Paho connects to, as far as it knows; the socket knows better. */
    static final String ADDRESS = "tcp://127.0.0.1:1883";

    private final BrokerSocket socket;

    BrokerSockets(BrokerSocket socket) {
        this.socket = socket;
    }

    @Override
    public Socket createSocket() {
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }
}
