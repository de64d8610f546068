/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.keys;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.TlsIdentity;
import io.reveille.protocol.PreSharedKey;
import io.reveille.protocol.SignedKeyList;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * What the fleet may change of a gateway's keys, and what is believed of it. Each may come again
 * and changes nothing then.
 */
public final class Renewal {
    private final KeyRing ring;

    public Renewal(KeyRing ring) {
        this.ring = ring;
    }

    /**
     * Takes a key list.
     *
     * @return the version that is in force now
     * @throws KeyMaterialException when it is none, older, or not signed by the root key
     */
    public long list(Octets octets) throws IOException, KeyMaterialException {
        SignedKeyList fresh = SignedKeyList.decode(octets);
        HeldKeys now = ring.now();
        if (fresh.list().version() == now.listVersion() && now.list().equals(Optional.of(fresh))) {
            return now.listVersion();
        }
        requireSigned(now, fresh);
        return ring.change(
                        keys ->
                                fresh.list().version() > keys.listVersion()
                                        ? keys.with(fresh)
                                        : keys)
                .listVersion();
    }

    private static void requireSigned(HeldKeys now, SignedKeyList fresh)
            throws KeyMaterialException {
        boolean signed =
                now.list()
                        .map(SignedKeyList::list)
                        .map(
                                known ->
                                        fresh.isSignedBy(known.rootKey())
                                                || known.nextRootKey()
                                                        .filter(fresh::isSignedBy)
                                                        .isPresent())
                        .orElseGet(() -> fresh.isSignedBy(fresh.list().rootKey()));
        if (!signed) {
            throw new KeyMaterialException("the key list is not signed by the fleet's root key");
        }
        if (fresh.list().version() <= now.listVersion()) {
            throw new KeyMaterialException(
                    "the key list has version %d, and %d is in force"
                            .formatted(fresh.list().version(), now.listVersion()));
        }
    }

    /**
     * Learns which generation the fleet seals to.
     *
     * @throws KeyMaterialException when this gateway has no such key
     */
    public SealingGenerations sealedTo(int generation) throws IOException, KeyMaterialException {
        if (!ring.now().sealing().has(generation)) {
            throw new KeyMaterialException("there is no sealing key of generation " + generation);
        }
        return ring.change(keys -> keys.with(keys.sealing().sealedTo(generation))).sealing();
    }

    /** Makes the next sealing key, unless there is one. */
    public SealingGenerations nextSealingKey() throws IOException {
        return ring.change(
                        keys ->
                                keys.sealing().next().isPresent()
                                        ? keys
                                        : keys.with(
                                                keys.sealing().withNext(SealingKeyPair.generate())))
                .sealing();
    }

    /** Asks for a certificate for a new TLS key, the same until it is certified. */
    public String certificateRequest() throws IOException {
        if (ring.now().requested().isEmpty()) {
            KeyPair fresh = ring.newTlsKey();
            ring.change(keys -> keys.requested().isPresent() ? keys : keys.requesting(fresh));
        }
        KeyPair key = ring.now().requested().orElseThrow();
        return CertificateSigning.requestPem(key, ring.gatewayId());
    }

    /**
     * Takes the certificate that was asked for.
     *
     * @return the one in use from the next dial on
     * @throws GeneralSecurityException when it is for another key or name, or not by an authority
     *     that is believed
     */
    public X509Certificate certificate(List<X509Certificate> chain, X509Certificate issuer)
            throws IOException, GeneralSecurityException {
        X509Certificate own = chain.get(0);
        HeldKeys now = ring.now();
        if (own.equals(now.tls().certificate())) {
            return own;
        }
        KeyPair key =
                now.requested()
                        .filter(pair -> pair.getPublic().equals(own.getPublicKey()))
                        .orElseThrow(
                                () ->
                                        new KeyMaterialException(
                                                "the certificate is not for the key that waits for"
                                                        + " one"));
        if (!own.getSubjectX500Principal().equals(new X500Principal("CN=" + ring.gatewayId()))) {
            throw new KeyMaterialException("the certificate is not that of " + ring.gatewayId());
        }
        if (!now.authorities(ring.fleet()).contains(issuer)) {
            throw new KeyMaterialException(
                    "the authority %s is not one of the fleet's"
                            .formatted(Certificates.fingerprint(issuer)));
        }
        own.verify(issuer.getPublicKey());
        ring.certified(new TlsIdentity(key.getPrivate(), chain));
        return own;
    }

    /** Takes a pre-shared key; the one before still opens. */
    public void preShared(PreSharedKey fresh) throws IOException {
        ring.change(
                keys ->
                        !keys.preShared().isEmpty() && keys.preShared().get(0).equals(fresh)
                                ? keys
                                : keys.with(fresh));
    }
}
