/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import io.reveille.cli.demo.DemoSite;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * What the fleet shows to browsers, a certificate for all names of a gateway, and what a device
 * shows itself, each of an authority of its own.
 *
 * @param pin SHA-256 of the fleet's public key, in base64
 */
record WebCertificates(TlsIdentity ofTheDevice, String pin) {

    /** Writes {@code tls.pem}, {@code tls.key}, {@code ca.pem} and {@code device-ca.pem}. */
    static WebCertificates in(Path folder) throws IOException, GeneralSecurityException {
        String gateway = DemoSite.GATEWAY + "." + DemoSite.ZONE;
        TlsIdentity fleet = issue(folder.resolve("ca.pem"), "*." + gateway);
        fleet.store(folder.resolve("tls.key"), folder.resolve("tls.pem"));
        byte[] key = fleet.certificate().getPublicKey().getEncoded();
        String pin =
                Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        return new WebCertificates(issue(folder.resolve("device-ca.pem"), "https." + gateway), pin);
    }

    private static TlsIdentity issue(Path authority, String name)
            throws IOException, GeneralSecurityException {
        FleetCa ca = FleetCa.create("test", Instant.now());
        Files.writeString(
                authority,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(ca.certificate().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        return ca.issueServer(List.of(name), List.of(), Instant.now(), Duration.ofDays(1));
    }
}
