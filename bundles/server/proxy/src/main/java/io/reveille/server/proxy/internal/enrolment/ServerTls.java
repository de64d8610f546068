/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.enrolment;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.reveille.crypto.TlsIdentity;
import io.reveille.server.registry.FleetKeys;
import io.reveille.tunnel.OwnKeyManager;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** TLS 1.3 with the server's identity as it is now; the whole chain is sent, the CA too. */
final class ServerTls {
    private final FleetKeys keys;
    private Optional<Current> current = Optional.empty();

    ServerTls(FleetKeys keys) {
        this.keys = keys;
    }

    private record Current(TlsIdentity identity, SslContext context) {}

    synchronized SslContext context() {
        TlsIdentity identity = keys.serverIdentity();
        if (current.filter(c -> c.identity().equals(identity)).isEmpty()) {
            current = Optional.of(new Current(identity, build(identity)));
        }
        return current.orElseThrow().context();
    }

    private static SslContext build(TlsIdentity identity) {
        try {
            return SslContextBuilder.forServer(
                            new OwnKeyManager(identity.privateKey(), identity.chain()))
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3")
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(
                    "the server's certificate can't be used for TLS: " + e.getMessage(), e);
        }
    }
}
