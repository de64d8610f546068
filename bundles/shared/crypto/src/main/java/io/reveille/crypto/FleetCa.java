/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import io.reveille.crypto.internal.CertificateOrder;
import io.reveille.crypto.internal.EcKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * The certificate authority of one fleet: the only one that its gateways and servers trust. ECDSA
 * on P-256, certificates after RFC 5280.
 *
 * <p>Certificates are valid from {@link #BACK_DATED} before they were issued, so that a gateway
 * whose clock is somewhat slow can use its own at once, and none outlives the CA.
 */
public final class FleetCa {

    /** How long before its issue a certificate is valid already. */
    public static final Duration BACK_DATED = Duration.ofDays(1);

    /** How long a new fleet CA is valid. */
    public static final Duration VALIDITY = Duration.ofDays(20 * 365);

    private static final String KEY_FILE = "fleet-ca.key";
    private static final String CERTIFICATE_FILE = "fleet-ca.crt";

    private final TlsIdentity identity;

    private FleetCa(TlsIdentity identity) {
        this.identity = identity;
    }

    /**
     * A new fleet CA with a fresh key.
     *
     * @param fleetName becomes its common name: 1 to 64 characters
     * @param now the time of its issue
     */
    public static FleetCa create(String fleetName, Instant now) {
        return create(fleetName, now, EcKeys.generate());
    }

    /**
     * A new fleet CA with a key that was made for it, on P-256; it may be one that stays in a
     * token.
     *
     * @param fleetName becomes its common name: 1 to 64 characters
     * @param now the time of its issue
     */
    public static FleetCa create(String fleetName, Instant now, KeyPair keys) {
        if (fleetName.isBlank() || fleetName.length() > 64) {
            throw new IllegalArgumentException("a fleet's name has 1 to 64 characters");
        }
        X500Name name = CertificateOrder.named(fleetName);
        SubjectPublicKeyInfo publicKey = publicKey(keys);
        X509Certificate certificate =
                new CertificateOrder(
                                name,
                                publicKey,
                                name,
                                publicKey,
                                now.minus(BACK_DATED),
                                now.plus(VALIDITY))
                        .signCa(keys.getPrivate());
        return new FleetCa(new TlsIdentity(keys.getPrivate(), List.of(certificate)));
    }

    /**
     * The CA with this key and certificate.
     *
     * @throws IllegalArgumentException when the certificate is not that of a CA
     */
    public static FleetCa of(TlsIdentity identity) {
        if (identity.certificate().getBasicConstraints() < 0) {
            throw new IllegalArgumentException("the certificate is not that of a CA");
        }
        return new FleetCa(identity);
    }

    /** Key and certificate, to be stored. */
    public TlsIdentity identity() {
        return identity;
    }

    /**
     * The CA that {@link #store} wrote.
     *
     * @throws IOException when its two files can't be read, or do not belong together
     */
    public static FleetCa load(Path directory) throws IOException {
        Path certificate = directory.resolve(CERTIFICATE_FILE);
        FleetCa ca = new FleetCa(TlsIdentity.load(directory.resolve(KEY_FILE), certificate));
        if (ca.certificate().getBasicConstraints() < 0) {
            throw new IOException("the certificate in " + certificate + " is not that of a CA");
        }
        return ca;
    }

    /**
     * Writes {@code fleet-ca.key} and {@code fleet-ca.crt}, mode 600.
     *
     * @throws IOException when they can't be written
     */
    public void store(Path directory) throws IOException {
        identity.store(directory.resolve(KEY_FILE), directory.resolve(CERTIFICATE_FILE));
    }

    /** The CA's own certificate: the trust anchor of the fleet. */
    public X509Certificate certificate() {
        return identity.certificate();
    }

    /** SHA-256 of the CA's certificate, 32 octets. */
    public Octets fingerprint() {
        return Certificates.fingerprint(certificate());
    }

    /**
     * Certifies a gateway as a TLS client.
     *
     * @param request as {@link CertificateSigning#parse} verified it; only its key is used, never
     *     its subject
     * @param gatewayId becomes the common name and the only DNS name: a DNS label
     * @param now the time of issue
     * @param validity how long from then on
     * @throws IllegalArgumentException when the key is not on P-256, the id is not a DNS label or
     *     the CA is not valid then
     */
    public X509Certificate issueGateway(
            PKCS10CertificationRequest request, String gatewayId, Instant now, Duration validity) {
        if (!EcKeys.isP256(request.getSubjectPublicKeyInfo())) {
            throw new IllegalArgumentException("a gateway's TLS key must be on P-256");
        }
        if (!gatewayId.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
            throw new IllegalArgumentException(
                    "a gateway id is one DNS label of lower-case letters, digits and inner hyphens");
        }
        return order(gatewayId, request.getSubjectPublicKeyInfo(), now, validity)
                .signEnd(
                        identity.privateKey(),
                        KeyPurposeId.id_kp_clientAuth,
                        List.of(new GeneralName(GeneralName.dNSName, gatewayId)));
    }

    /**
     * Makes a fresh key and certifies it as a TLS server.
     *
     * @param dnsNames the names it is reached by; the first becomes the common name when it is
     *     short enough
     * @param addresses the addresses it is reached by
     * @param now the time of issue
     * @param validity how long from then on
     * @throws IllegalArgumentException when there is neither name nor address, or the CA is not
     *     valid then
     */
    public TlsIdentity issueServer(
            List<String> dnsNames, List<InetAddress> addresses, Instant now, Duration validity) {
        return issueServer(EcKeys.generate(), dnsNames, addresses, now, validity);
    }

    /** Certifies a key on P-256 that was made for a TLS server; see the other method. */
    public TlsIdentity issueServer(
            KeyPair keys,
            List<String> dnsNames,
            List<InetAddress> addresses,
            Instant now,
            Duration validity) {
        List<GeneralName> names = new ArrayList<>();
        dnsNames.forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
        addresses.forEach(
                address ->
                        names.add(
                                new GeneralName(GeneralName.iPAddress, address.getHostAddress())));
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a server certificate needs a name or an address");
        }
        String commonName =
                dnsNames.stream()
                        .filter(name -> name.length() <= 64)
                        .findFirst()
                        .orElse("reveille server");
        X509Certificate certificate =
                order(commonName, publicKey(keys), now, validity)
                        .signEnd(identity.privateKey(), KeyPurposeId.id_kp_serverAuth, names);
        return new TlsIdentity(keys.getPrivate(), List.of(certificate, certificate()));
    }

    /** The CA's name; nothing of its key. */
    @Override
    public String toString() {
        return "FleetCa[" + certificate().getSubjectX500Principal().getName() + "]";
    }

    private CertificateOrder order(
            String commonName, SubjectPublicKeyInfo key, Instant now, Duration validity) {
        Instant caFrom = certificate().getNotBefore().toInstant();
        Instant caUntil = certificate().getNotAfter().toInstant();
        if (validity.isNegative() || validity.isZero()) {
            throw new IllegalArgumentException("a certificate must be valid for some time");
        }
        if (now.isBefore(caFrom) || !now.isBefore(caUntil)) {
            throw new IllegalArgumentException(
                    "the fleet CA is valid from " + caFrom + " to " + caUntil + ", not at " + now);
        }
        Instant from = now.minus(BACK_DATED);
        Instant until = now.plus(validity);
        return new CertificateOrder(
                X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded()),
                SubjectPublicKeyInfo.getInstance(certificate().getPublicKey().getEncoded()),
                CertificateOrder.named(commonName),
                key,
                from.isBefore(caFrom) ? caFrom : from,
                until.isAfter(caUntil) ? caUntil : until);
    }

    private static SubjectPublicKeyInfo publicKey(KeyPair keys) {
        return SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
    }
}
