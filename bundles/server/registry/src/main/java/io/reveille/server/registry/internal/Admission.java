/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.Octets;
import io.reveille.server.registry.EnrolmentClaim;
import io.reveille.server.registry.EnrolmentGrant;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.internal.StoredRegistry.Changed;
import io.reveille.server.registry.internal.store.EnrolmentCodeTable;
import io.reveille.server.registry.internal.store.EnrolmentCodeTable.OpenCode;
import io.reveille.server.registry.internal.store.FleetKey.Kind;
import io.reveille.server.registry.internal.store.GatewayKeys;
import io.reveille.server.registry.internal.store.GatewayKeysTable;
import io.reveille.server.registry.internal.store.StoredGateway;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * Decides on one claim for enrolment, within a change of the registry. A code admits one pair of
 * keys: the gateway that lost the answer may ask again with the same, no one else.
 */
final class Admission {
    static final int MAX_FAILED_CLAIMS = 5;

    private static final int LAST_GENERATION = 255;

    private final StoredRegistry registry;
    private final StoredFleetKeys keys;
    private final ServerSettings settings;
    private final Duration certificateValidity;
    private final Instant now;

    Admission(
            StoredRegistry registry,
            StoredFleetKeys keys,
            ServerSettings settings,
            Duration certificateValidity,
            Instant now) {
        this.registry = registry;
        this.keys = keys;
        this.settings = settings;
        this.certificateValidity = certificateValidity;
        this.now = now;
    }

    /** Either a grant, or why there is none. */
    record Verdict(Optional<EnrolmentGrant> grant, String refusal) {}

    Changed<Verdict> decide(Connection connection, Octets codeHash, EnrolmentClaim claim)
            throws SQLException {
        Optional<OpenCode> found = EnrolmentCodeTable.find(connection, codeHash);
        if (found.isEmpty()) {
            return refusal("the code is void");
        }
        OpenCode code = found.get();
        String id = code.gatewayId();
        if (!now.isBefore(code.expiresAt())) {
            EnrolmentCodeTable.delete(connection, id);
            return refusal("the code for gateway " + id + " has expired");
        }
        try {
            PKCS10CertificationRequest request =
                    CertificateSigning.parse(claim.certificateRequest());
            Octets claimedBy = hash(claim, request);
            if (code.claimedBy().isPresent() && !code.claimedBy().get().equals(claimedBy)) {
                return refusal("the code for gateway " + id + " is used");
            }
            Changed<Verdict> granted = grant(code, claim, request);
            GatewayKeysTable.save(connection, id, fresh());
            EnrolmentCodeTable.claim(connection, id, claimedBy);
            return granted;
        } catch (KeyMaterialException | IllegalArgumentException | IllegalStateException e) {
            EnrolmentCodeTable.countFailure(connection, id);
            if (code.failedClaims() + 1 >= MAX_FAILED_CLAIMS) {
                EnrolmentCodeTable.delete(connection, id);
            }
            return refusal("the claim for gateway " + id + ": " + e.getMessage());
        }
    }

    private Changed<Verdict> grant(
            OpenCode code, EnrolmentClaim claim, PKCS10CertificationRequest request) {
        String id = code.gatewayId();
        X509Certificate certificate = keys.ca().issueGateway(request, id, now, certificateValidity);
        Gateway before = registry.stored(id).orElseThrow().gateway();
        int generation =
                code.claimedBy().isPresent()
                        ? before.keyGeneration()
                        : before.keyGeneration() % LAST_GENERATION + 1;
        Gateway enrolled =
                new Gateway(
                        id,
                        GatewayStatus.ACTIVE,
                        before.msisdn(),
                        generation,
                        Optional.of(claim.sealingKey()),
                        before.createdAt(),
                        Optional.of(now),
                        registry.assignPorts(id, claim.services()),
                        before.email(),
                        before.wake(),
                        before.tunnel());
        EnrolmentGrant grant =
                new EnrolmentGrant(
                        id,
                        generation,
                        certificate,
                        keys.ca().certificate(),
                        keys.senderPublicKeys(),
                        settings.serverName(),
                        settings.publicAddresses(),
                        enrolled.msisdn(),
                        settings.zone(),
                        keys.lists().newest().list().rootKey(),
                        keys.lists().newest().encode());
        return new Changed<>(
                Optional.of(
                        new StoredGateway(
                                enrolled, Optional.of(Certificates.fingerprint(certificate)))),
                new Verdict(Optional.of(grant), ""));
    }

    /** What the gateway knows of the fleet's keys once it is in. */
    GatewayKeys fresh() {
        return GatewayKeys.enrolled(
                keys.lists().newest().list().version(),
                keys.ring().current(Kind.CA).id(),
                Optional.of(now.plus(certificateValidity)));
    }

    private static Changed<Verdict> refusal(String reason) {
        return new Changed<>(Optional.empty(), new Verdict(Optional.empty(), reason));
    }

    private static Octets hash(EnrolmentClaim claim, PKCS10CertificationRequest request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(claim.sealingKey().octets().toArray());
            digest.update(request.getSubjectPublicKeyInfo().getEncoded());
            return Octets.of(digest.digest());
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalArgumentException("the keys can't be hashed", e);
        }
    }
}
