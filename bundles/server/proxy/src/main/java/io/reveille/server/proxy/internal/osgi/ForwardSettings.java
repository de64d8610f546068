/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.osgi;

import io.reveille.server.proxy.CertificateFiles;
import io.reveille.server.proxy.ForwardOptions;
import io.reveille.server.proxy.ForwardPort;
import io.reveille.server.registry.CidrBlock;
import io.reveille.server.registry.IpLiterals;
import java.nio.file.Path;
import java.util.Optional;

/** The settings that begin with {@code connect.} and {@code socks.}. */
final class ForwardSettings {

    private ForwardSettings() {}

    static ForwardOptions options(ProxyConfiguration configuration) {
        return new ForwardOptions(
                port(
                        "connect",
                        configuration.connect_listen(),
                        configuration.connect_port(),
                        configuration.connect_trusted(),
                        files(
                                configuration.connect_tls_certificate(),
                                configuration.connect_tls_key()),
                        configuration.connect_client_certificates()),
                port(
                        "socks",
                        configuration.socks_listen(),
                        configuration.socks_port(),
                        configuration.socks_trusted(),
                        files(configuration.socks_tls_certificate(), configuration.socks_tls_key()),
                        configuration.socks_client_certificates()));
    }

    private static Optional<CertificateFiles> files(String certificate, String key) {
        return certificate.isBlank()
                ? Optional.empty()
                : Optional.of(
                        new CertificateFiles(Path.of(certificate.strip()), Path.of(key.strip())));
    }

    private static Optional<ForwardPort> port(
            String entry,
            String listen,
            int port,
            String trusted,
            Optional<CertificateFiles> tls,
            boolean clientCertificates) {
        try {
            return Optional.of(listen)
                    .filter(text -> !text.isBlank())
                    .map(IpLiterals::parse)
                    .map(
                            address ->
                                    new ForwardPort(
                                            address,
                                            port,
                                            CidrBlock.parseList(trusted),
                                            tls,
                                            clientCertificates));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(entry + ": " + e.getMessage(), e);
        }
    }
}
