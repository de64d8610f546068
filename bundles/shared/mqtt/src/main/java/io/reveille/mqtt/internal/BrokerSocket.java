/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt.internal;

import io.reveille.mqtt.MqttSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The socket that Paho is given: it makes the connection, TLS included, checks the broker's name,
 * and keeps what went wrong, of which Paho does not tell everything. It is closed at once when it
 * is to be closed.
 */
final class BrokerSocket extends Socket {
    private final MqttSettings settings;
    private final Socket raw = new Socket();
    private volatile Socket layered = raw;
    private volatile @Nullable PacketGuard guard;
    private volatile Optional<IOException> failure = Optional.empty();

    BrokerSocket(MqttSettings settings) {
        this.settings = settings;
    }

    /** Connects to the broker of the settings, whatever Paho has made of its name. */
    @Override
    public void connect(SocketAddress ignored, int alsoIgnored) throws IOException {
        try {
            connect();
        } catch (IOException e) {
            failed(e);
            raw.close();
            throw e;
        }
    }

    private void connect() throws IOException {
        int patience = (int) settings.times().answer().toMillis();
        InetSocketAddress broker = new InetSocketAddress(settings.host(), settings.port());
        if (broker.isUnresolved()) {
            throw new UnknownHostException(settings.host());
        }
        raw.setTcpNoDelay(true);
        raw.connect(broker, patience);
        if (settings.tls().isPresent()) {
            raw.setSoTimeout(patience);
            SSLSocket tls =
                    (SSLSocket)
                            settings.tls()
                                    .get()
                                    .context()
                                    .getSocketFactory()
                                    .createSocket(raw, settings.host(), settings.port(), true);
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            raw.setSoTimeout(0);
            layered = tls;
        }
    }

    /** What went wrong first, if anything. */
    Optional<IOException> failure() {
        return failure;
    }

    /** The code of the answer to CONNECT, or {@link PacketGuard#NONE}. */
    int connectCode() {
        PacketGuard now = guard;
        return now == null ? PacketGuard.NONE : now.connectCode();
    }

    /** The code of the broker's DISCONNECT, or {@link PacketGuard#NONE}. */
    int disconnectCode() {
        PacketGuard now = guard;
        return now == null ? PacketGuard.NONE : now.disconnectCode();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        PacketGuard fresh =
                new PacketGuard(layered.getInputStream()) {
                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        try {
                            return super.read(into, offset, length);
                        } catch (IOException e) {
                            failed(e);
                            throw e;
                        }
                    }
                };
        guard = fresh;
        return fresh;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return layered.getOutputStream();
    }

    private synchronized void failed(IOException e) {
        if (failure.isEmpty() && !raw.isClosed()) {
            failure = Optional.of(e);
        }
    }

    /** Paho would look every second; here a read lasts until there is something or all is over. */
    @Override
    public synchronized void setSoTimeout(int ignored) {}

    @Override
    public void shutdownInput() {}

    /** Without farewells in TLS, which can block; that of MQTT has been said before. */
    @Override
    public synchronized void close() throws IOException {
        if (!raw.isClosed() && raw.isConnected()) {
            try {
                raw.shutdownOutput();
            } catch (IOException gone) {
                // nothing to shut down
            }
        }
        raw.close();
    }

    @Override
    public boolean isClosed() {
        return raw.isClosed();
    }
}
