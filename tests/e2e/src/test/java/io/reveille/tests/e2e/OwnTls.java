/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.reveille.crypto.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A terminal's web server that speaks TLS itself. */
final class OwnTls implements AutoCloseable {
    private final HttpsServer server;

    private OwnTls(HttpsServer server) {
        this.server = server;
    }

    static OwnTls start(TlsIdentity identity) throws IOException, GeneralSecurityException {
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(context(identity)));
        server.createContext(
                "/",
                exchange -> {
                    byte[] text = "own tls".getBytes(StandardCharsets.US_ASCII);
                    exchange.sendResponseHeaders(200, text.length);
                    exchange.getResponseBody().write(text);
                    exchange.close();
                });
        server.start();
        return new OwnTls(server);
    }

    private static SSLContext context(TlsIdentity identity)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate[] chain = identity.chain().toArray(new Certificate[0]);
        store.setKeyEntry("device", identity.privateKey(), new char[0], chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
