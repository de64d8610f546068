/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.FleetMembership;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.protocol.Msisdn;
import io.reveille.server.registry.EnrolmentClaim;
import io.reveille.server.registry.EnrolmentClaim.ClaimedService;
import io.reveille.server.registry.EnrolmentGrant;
import io.reveille.server.registry.EnrolmentRefusedException;
import io.reveille.server.registry.Enrolments;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Enrolment without its HTTPS. */
public final class Enrolling {
    private static final Duration VALIDITY = Duration.ofHours(1);

    private Enrolling() {}

    /** A new gateway of the fleet that offers one service. */
    public static GatewayIdentity gateway(
            Enrolments enrolments, String id, Optional<String> msisdn, ClaimedService service)
            throws EnrolmentRefusedException {
        return gateway(enrolments, id, msisdn, List.of(service));
    }

    /** A new gateway of the fleet that offers these services. */
    public static GatewayIdentity gateway(
            Enrolments enrolments,
            String id,
            Optional<String> msisdn,
            List<ClaimedService> services)
            throws EnrolmentRefusedException {
        SealingKeyPair sealing = SealingKeyPair.generate();
        KeyPair keys = CertificateSigning.newKeyPair();
        EnrolmentGrant grant =
                enrolments.redeem(
                        new EnrolmentClaim(
                                enrolments.offer(id, msisdn, VALIDITY).code(),
                                sealing.publicKey(),
                                CertificateSigning.requestPem(keys, id),
                                services));
        return new GatewayIdentity(
                id,
                grant.generation(),
                sealing,
                new TlsIdentity(keys.getPrivate(), List.of(grant.certificate())),
                new FleetMembership(
                        grant.fleetCa(),
                        grant.serverName(),
                        grant.zone(),
                        grant.senderKeys().stream()
                                .collect(
                                        Collectors.toMap(
                                                EnrolmentGrant.SenderPublicKey::id,
                                                EnrolmentGrant.SenderPublicKey::key)),
                        grant.proxies(),
                        grant.msisdn().map(Msisdn::parse)));
    }
}
