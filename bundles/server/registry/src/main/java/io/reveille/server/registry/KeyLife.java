/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingPublicKey;
import io.reveille.protocol.PreSharedKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What happens to keys after enrolment. The gateway that asks is known by the certificate of its
 * tunnel; every change is on disk on return, and each call may be repeated when its answer was
 * lost.
 */
@ProviderType
public interface KeyLife {
    /** The root key that signed the newest key list: Ed25519 (RFC 8032), 32 octets. */
    Octets rootKey();

    /**
     * The newest published key list with its signature ({@link
     * io.reveille.protocol.SignedKeyList}), at most 64 KiB.
     */
    Octets keyList();

    /** The version of {@link #keyList()}, 1 to 2^32 - 1; it only grows. */
    long keyListVersion();

    /**
     * The lists that a gateway has to take, in this order: those that it missed and that announce
     * another root key, then the newest. None if it has the newest.
     *
     * @param version of the list that it has, 0 for none
     */
    List<Octets> keyListsAfter(long version);

    /**
     * Notes which list a gateway has; from then on it is woken with keys of that list.
     *
     * @throws KeyChangeRefusedException if the gateway is not active or there is no such list
     */
    void listReached(String gatewayId, long version) throws KeyChangeRefusedException;

    /** What the gateway is to do about its keys now; nothing for one that is not active. */
    Set<KeyTask> due(String gatewayId);

    /**
     * Certifies a new TLS key of an active gateway, under its id. The certificates that it has used
     * so far stay good until it has {@link #certificateUsed used} the new one and the overlap has
     * ended since, 30 days by default: when the answer is lost it may sleep for as long as it
     * likes.
     *
     * @param certificateRequest PKCS #10 in PEM; its subject is not looked at
     * @return the new certificate and that of the CA that signed it
     * @throws KeyChangeRefusedException if the gateway is not active or the request is malformed
     */
    RenewedCertificate renewCertificate(String gatewayId, String certificateRequest)
            throws KeyChangeRefusedException;

    /**
     * Notes that a gateway has brought up a tunnel with this certificate. If it is the newest, the
     * overlap begins at whose end those before it are void.
     */
    void certificateUsed(String gatewayId, X509Certificate shown);

    /**
     * Seals to a new key of the gateway from now on. The gateway must have it on disk already and
     * goes on accepting its previous one.
     *
     * @param generation one more than the known; 1 follows 255
     * @throws KeyChangeRefusedException if the gateway is not active, or another generation or key
     *     was expected
     */
    void newSealingKey(String gatewayId, int generation, SealingPublicKey key)
            throws KeyChangeRefusedException;

    /**
     * A fresh pre-shared key for the gateway, not yet used: the gateway stores it and {@link
     * #confirmPsk confirms}. Until then the same offer is made again.
     *
     * @throws KeyChangeRefusedException if the gateway is not active
     */
    PreSharedKey offerPsk(String gatewayId) throws KeyChangeRefusedException;

    /**
     * Seals with the offered key from now on (suites 11 and 12, see {@link FleetKeys#psk}).
     *
     * @throws KeyChangeRefusedException if the gateway is not active or was offered no such epoch
     */
    void confirmPsk(String gatewayId, int epoch) throws KeyChangeRefusedException;

    /** A certificate, and the chain's end. */
    record RenewedCertificate(X509Certificate certificate, X509Certificate fleetCa) {}

    /** A change is refused; the message is for the log and for the gateway, which is known. */
    final class KeyChangeRefusedException extends Exception {
        public KeyChangeRefusedException(String reason) {
            super(reason);
        }
    }
}
