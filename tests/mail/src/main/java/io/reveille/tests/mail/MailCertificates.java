/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.mail;

import java.nio.file.Path;

/**
 * A server's certificate, signed by itself.
 *
 * @param ca what a client has to trust
 * @param otherCa a certificate that it has nothing to do with
 */
record MailCertificates(Path ca, Path otherCa) {

    /** Makes them: {@code cert.pem} with {@code key.pem}, and {@code other.pem}. */
    static MailCertificates in(Path directory) {
        return new MailCertificates(
                make(directory.resolve("key.pem"), directory.resolve("cert.pem")),
                make(directory.resolve("other-key.pem"), directory.resolve("other.pem")));
    }

    private static Path make(Path key, Path certificate) {
        MailProgram.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString());
        return certificate;
    }
}
