/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** TLS sockets of the Java platform, to say what no proper peer would say. */
final class RawTls {

    /** The head of a proper upgrade request, but for its Authorization. */
    static final String REQUEST =
            "GET /tunnel HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: reveille-h2\r\n";

    private RawTls() {}

    static SSLSocket dial(
            InetSocketAddress to,
            Optional<TunnelTls> identity,
            X509Certificate anchor,
            String protocol)
            throws IOException, GeneralSecurityException {
        SSLSocket socket =
                (SSLSocket)
                        context(identity, anchor)
                                .getSocketFactory()
                                .createSocket(to.getAddress(), to.getPort());
        socket.setEnabledProtocols(new String[] {protocol});
        socket.setSoTimeout(30_000);
        return socket;
    }

    static SSLServerSocket listen(TunnelTls identity) throws IOException, GeneralSecurityException {
        SSLServerSocket socket =
                (SSLServerSocket)
                        context(Optional.of(identity), identity.trustAnchors().get(0))
                                .getServerSocketFactory()
                                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(true);
        return socket;
    }

    /** Reads a head up to its empty line, octet by octet. */
    static String readHead(SSLSocket socket) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                break;
            }
            head.write(octet);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private static SSLContext context(Optional<TunnelTls> identity, X509Certificate anchor)
            throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (identity.isPresent()) {
            own.setKeyEntry(
                    "own",
                    identity.get().key(),
                    new char[0],
                    identity.get().chain().toArray(new X509Certificate[0]));
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, new char[0]);
        KeyStore believed = KeyStore.getInstance("PKCS12");
        believed.load(null, null);
        believed.setCertificateEntry("anchor", anchor);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(believed);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
