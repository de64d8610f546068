/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.mail;

import io.reveille.crypto.FleetCa;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A server's certificate and the CA that it is of.
 *
 * @param ca the CA's certificate
 * @param otherCa the certificate of another CA
 */
record MailCertificates(Path ca, Path otherCa) {

    /** Makes them: {@code cert.pem}, {@code key.pem}, {@code ca.pem} and {@code other.pem}. */
    static MailCertificates in(Path directory) throws IOException {
        FleetCa ca = FleetCa.create("mail tests", Instant.now());
        ca.issueServer(
                        List.of("localhost"),
                        List.of(InetAddress.getLoopbackAddress()),
                        Instant.now(),
                        Duration.ofDays(2))
                .store(directory.resolve("key.pem"), directory.resolve("cert.pem"));
        FleetCa other = FleetCa.create("others", Instant.now());
        return new MailCertificates(
                write(directory.resolve("ca.pem"), ca.certificate()),
                write(directory.resolve("other.pem"), other.certificate()));
    }

    private static Path write(Path file, X509Certificate certificate) throws IOException {
        try {
            String base64 =
                    Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(certificate.getEncoded());
            return Files.writeString(
                    file,
                    "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        } catch (CertificateEncodingException e) {
            throw new IOException(e);
        }
    }
}
