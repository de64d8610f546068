/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An authority with what brokers and clients need of it, as files in a folder. */
final class BrokerCertificates {
    private static final Duration DAY = Duration.ofDays(1);

    private final FleetCa authority = FleetCa.create("test", Instant.now());
    private final Path folder;

    /** The broker's certificate is for this machine. */
    BrokerCertificates(Path folder) throws IOException {
        this(folder, List.of("localhost"), List.of(InetAddress.getLoopbackAddress()));
    }

    BrokerCertificates(Path folder, List<String> names, List<InetAddress> addresses)
            throws IOException {
        this.folder = folder;
        Files.writeString(caFile(), Certificates.pem(List.of(authority.certificate())));
        authority
                .issueServer(names, addresses, Instant.now(), DAY)
                .store(folder.resolve("broker.key"), folder.resolve("broker.pem"));
    }

    Path caFile() {
        return folder.resolve("ca.pem");
    }

    /** For mosquitto. */
    List<String> configuration() {
        return List.of(
                "cafile " + caFile(),
                "certfile " + folder.resolve("broker.pem"),
                "keyfile " + folder.resolve("broker.key"));
    }

    TlsIdentity client(String name) throws Exception {
        KeyPair keys = CertificateSigning.newKeyPair();
        return new TlsIdentity(
                keys.getPrivate(),
                List.of(
                        authority.issueGateway(
                                CertificateSigning.parse(CertificateSigning.requestPem(keys, name)),
                                name,
                                Instant.now(),
                                DAY),
                        authority.certificate()));
    }
}
