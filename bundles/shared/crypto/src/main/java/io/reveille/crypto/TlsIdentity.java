/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import io.reveille.crypto.internal.EcKeys;
import io.reveille.crypto.internal.Pem;
import io.reveille.crypto.internal.X509;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a gateway or server shows of itself in TLS.
 *
 * @param privateKey an ECDSA key on P-256
 * @param chain its certificate first, then that of the fleet CA
 */
public record TlsIdentity(PrivateKey privateKey, List<X509Certificate> chain) {

    /**
     * @throws IllegalArgumentException when the chain is empty
     */
    public TlsIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a TLS identity needs a certificate");
        }
    }

    /** The certificate of this identity itself. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /**
     * An identity from two PEM files.
     *
     * @throws IOException when they can't be read, are malformed, or the key is not that of the
     *     certificate
     */
    public static TlsIdentity load(Path key, Path chain) throws IOException {
        try {
            TlsIdentity identity = new TlsIdentity(EcKeys.load(key), X509.decode(Pem.read(chain)));
            if (!EcKeys.match(identity.privateKey, identity.certificate().getPublicKey())) {
                throw new IOException(
                        "the key in " + key + " is not that of the certificate in " + chain);
            }
            return identity;
        } catch (KeyMaterialException malformed) {
            throw new IOException(chain + ": " + malformed.getMessage(), malformed);
        }
    }

    /**
     * Writes the identity to two PEM files of mode 600, each replaced as a whole, the key first.
     *
     * @throws IOException when they can't be written
     */
    public void store(Path key, Path chain) throws IOException {
        EcKeys.store(privateKey, key);
        Pem.write(chain, X509.encode(this.chain));
    }

    /** Whose identity it is; nothing of the key. */
    @Override
    public String toString() {
        return "TlsIdentity[" + certificate().getSubjectX500Principal().getName() + "]";
    }
}
