/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * The port for clients that name their service by TLS.
 *
 * @param listen where; nowhere if empty
 * @param certificate the file of the certificate's chain, PEM; without it, everything is passed
 *     through
 * @param key the file of its private key, PEM
 * @param clientAuthorities the file of those who issue clients' certificates, PEM; clients are not
 *     asked for any if empty
 * @param passThrough the names of the services that speak TLS themselves
 * @param plain the names of the services that speak neither TLS nor HTTP: TLS ends here, and what
 *     is inside goes on as it is
 */
public record SniOptions(
        Optional<InetSocketAddress> listen,
        Optional<Path> certificate,
        Optional<Path> key,
        Optional<Path> clientAuthorities,
        Set<String> passThrough,
        Set<String> plain) {

    /** No such port. */
    public static final SniOptions OFF =
            new SniOptions(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(),
                    Set.of());

    public SniOptions {
        passThrough = Set.copyOf(passThrough);
        plain = Set.copyOf(plain);
        if (!Collections.disjoint(passThrough, plain)) {
            throw new IllegalArgumentException(
                    "sni.pass.through and sni.plain: a service cannot be in both");
        }
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException(
                    "sni.certificate and sni.key: give both files or none");
        }
    }

    /** Whether TLS to that service is the service's own matter. */
    public boolean passesThrough(String service) {
        return certificate.isEmpty() || passThrough.contains(service);
    }
}
