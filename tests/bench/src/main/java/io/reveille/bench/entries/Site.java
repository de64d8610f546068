/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.entries;

import io.reveille.crypto.FleetCa;
import io.reveille.crypto.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Names, certificates and ports of what is measured.
 *
 * @param directory where the certificates are
 * @param plain the port of the service in clear
 * @param tls of the service by TLS
 * @param udp of the service by UDP
 */
record Site(Path directory, int plain, int tls, int udp) {
    static final String GATEWAY = "pump-17";
    static final String ZONE = "fleet.test";
    static final String PROXY = "proxy." + ZONE;

    /** Services of the gateway; all but two are the same one in clear, by other names. */
    static final String STREAM = "load";

    static final String TLS = "own";
    static final String PLAIN = "plain";
    static final String WEB = "web";
    static final String DATAGRAM = "dgram";

    static String host(String service) {
        return "%s.%s.%s".formatted(service, GATEWAY, ZONE);
    }

    static Path certificate(Path directory) {
        return directory.resolve("tls.pem");
    }

    static Path key(Path directory) {
        return directory.resolve("tls.key");
    }

    /** The file of those whom clients trust. */
    static Path authorities(Path directory) {
        return directory.resolve("ca.pem");
    }

    /** Issues a certificate for the proxy and all services. */
    static void certify(Path directory) throws IOException {
        FleetCa ca = FleetCa.create("bench", Instant.now());
        TlsIdentity identity =
                ca.issueServer(
                        List.of(PROXY, "*." + GATEWAY + "." + ZONE),
                        List.of(),
                        Instant.now(),
                        Duration.ofDays(1));
        identity.store(key(directory), certificate(directory));
        try {
            Files.writeString(
                    authorities(directory),
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder().encodeToString(ca.certificate().getEncoded())
                            + "\n-----END CERTIFICATE-----\n");
        } catch (CertificateEncodingException e) {
            throw new IOException(e);
        }
    }

    /** What the gateway offers, as its configuration has it. */
    String offer() {
        return "%s=127.0.0.1:%d,%s=127.0.0.1:%d,%s=127.0.0.1:%d,%s=127.0.0.1:%d,%s=udp:127.0.0.1:%d"
                .formatted(STREAM, plain, TLS, tls, PLAIN, plain, WEB, plain, DATAGRAM, udp);
    }
}
