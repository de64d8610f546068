/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A certificate for an entry, which is read again when the files change.
 *
 * @param certificate PEM file of the certificate and those that lead to its authority, its own
 *     first
 * @param key PEM file of its private key, as PKCS#8
 */
public record CertificateFiles(Path certificate, Path key) {
    public CertificateFiles {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(key, "key");
    }
}
