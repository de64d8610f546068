/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import io.reveille.server.registry.CidrBlock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One port where clients ask for a forward connection by name.
 *
 * @param listen its address; without TLS it must be a loopback address, so that no password crosses
 *     a network in clear
 * @param port 0 for any that is free
 * @param trusted where clients come from that need not say who they are; no one by default
 * @param tls speaks TLS with this certificate; in clear if empty
 * @param clientCertificates whether clients may show who they are by a certificate of their own
 */
public record ForwardPort(
        InetAddress listen,
        int port,
        List<CidrBlock> trusted,
        Optional<CertificateFiles> tls,
        boolean clientCertificates) {

    /** Clients are not asked for certificates. */
    public ForwardPort(
            InetAddress listen, int port, List<CidrBlock> trusted, Optional<CertificateFiles> tls) {
        this(listen, port, trusted, tls, false);
    }

    public ForwardPort {
        Objects.requireNonNull(listen, "listen");
        trusted = List.copyOf(trusted);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " is not between 0 and 65535");
        }
        if (clientCertificates && tls.isEmpty()) {
            throw new IllegalArgumentException(
                    "client.certificates: clients show certificates by TLS alone: name a"
                            + " certificate and its key");
        }
        if (!listen.isLoopbackAddress() && tls.isEmpty()) {
            throw new IllegalArgumentException(
                    "listen: "
                            + listen.getHostAddress()
                            + " is no loopback address, and passwords would cross the network in"
                            + " clear: name a certificate and its key");
        }
    }

    /** Where to listen. */
    public InetSocketAddress address() {
        return new InetSocketAddress(listen, port);
    }
}
