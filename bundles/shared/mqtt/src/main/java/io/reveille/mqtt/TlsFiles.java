/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

import io.reveille.crypto.Certificates;
import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.PrivateFile;
import io.reveille.crypto.TlsIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM files, as brokers' authorities hand them out. */
public final class TlsFiles {
    private static final int LARGEST = 64 * 1024;
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private TlsFiles() {}

    /**
     * One to eight certificates.
     *
     * @throws IOException when there are none; the message names the file
     */
    public static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            return Certificates.parse(text(file));
        } catch (KeyMaterialException e) {
            throw new IOException(
                    file + " holds no certificates in PEM alone: " + e.getMessage(), e);
        }
    }

    /**
     * A client's key in PKCS#8 (ECDSA, RSA or EdDSA) and its certificates.
     *
     * @throws IOException when they cannot be read; the message names the file
     */
    public static TlsIdentity identity(Path key, Path certificates) throws IOException {
        Matcher pem = KEY.matcher(text(key));
        if (!pem.find()) {
            throw new IOException(
                    key
                            + " holds no unencrypted key in PKCS#8: write one with 'openssl pkcs8"
                            + " -topk8 -nocrypt'");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
        return new TlsIdentity(decode(der, key), certificates(certificates));
    }

    private static PrivateKey decode(byte[] der, Path file) throws IOException {
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(der);
        for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (GeneralSecurityException other) {
                // not one of these
            }
        }
        throw new IOException(file + " holds no ECDSA, RSA or EdDSA key in PKCS#8");
    }

    private static String text(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file + " does not exist or cannot be read");
        }
        return new String(PrivateFile.read(file, LARGEST), StandardCharsets.ISO_8859_1);
    }
}
