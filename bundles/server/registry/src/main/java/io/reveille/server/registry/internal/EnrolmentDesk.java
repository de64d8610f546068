/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.EnrolmentCode;
import io.reveille.crypto.Octets;
import io.reveille.protocol.Msisdn;
import io.reveille.server.registry.EnrolmentClaim;
import io.reveille.server.registry.EnrolmentGrant;
import io.reveille.server.registry.EnrolmentInvitation;
import io.reveille.server.registry.EnrolmentOffer;
import io.reveille.server.registry.EnrolmentRefusedException;
import io.reveille.server.registry.Enrolments;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayReach;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.internal.Admission.Verdict;
import io.reveille.server.registry.internal.store.Database;
import io.reveille.server.registry.internal.store.EnrolmentCodeTable;
import io.reveille.server.registry.internal.store.EnrolmentCodeTable.NewCode;
import io.reveille.server.registry.internal.store.GatewayTable;
import io.reveille.server.registry.internal.store.StoredGateway;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers codes and takes gateways in. */
final class EnrolmentDesk implements Enrolments {
    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentDesk.class);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private final Database database;
    private final StoredRegistry registry;
    private final StoredFleetKeys keys;
    private final ServerSettings settings;
    private final Duration certificateValidity;
    private final Supplier<Optional<URI>> url;
    private final InstantSource clock;

    /**
     * @param url where gateways enrol, while there is such a place
     */
    EnrolmentDesk(
            Database database,
            StoredRegistry registry,
            StoredFleetKeys keys,
            ServerSettings settings,
            Duration certificateValidity,
            Supplier<Optional<URI>> url,
            InstantSource clock) {
        this.database = database;
        this.registry = registry;
        this.keys = keys;
        this.settings = settings;
        this.certificateValidity = certificateValidity;
        this.url = url;
        this.clock = clock;
    }

    @Override
    public EnrolmentOffer offer(String gatewayId, Optional<String> msisdn, Duration validity) {
        Optional<String> number = msisdn.map(text -> Msisdn.parse(text).toString());
        return offerAll(
                        List.of(new EnrolmentInvitation(gatewayId, number, Optional.empty())),
                        validity)
                .get(0);
    }

    @Override
    public List<EnrolmentOffer> offerAll(List<EnrolmentInvitation> invitations, Duration validity) {
        if (validity.compareTo(SHORTEST) < 0 || validity.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "an enrolment code must be valid for 60 seconds to 30 days, not "
                            + validity.toSeconds()
                            + " seconds");
        }
        URI place =
                url.get()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "the enrolment endpoint is not up: see the server's log for the public proxy"));
        requireDistinct(invitations);
        Instant now = now();
        Instant expires = now.plus(validity);
        List<EnrolmentOffer> offers = new ArrayList<>();
        registry.changeAll(
                connection -> {
                    List<StoredGateway> invited = new ArrayList<>();
                    List<NewCode> codes = new ArrayList<>();
                    for (EnrolmentInvitation invitation : invitations) {
                        EnrolmentCode code = EnrolmentCode.issue(keys.ca().certificate());
                        invited.add(invited(invitation, now));
                        codes.add(new NewCode(invitation.gatewayId(), hash(code)));
                        offers.add(
                                new EnrolmentOffer(
                                        invitation.gatewayId(), code.text(), place, expires));
                    }
                    GatewayTable.saveAll(connection, invited);
                    EnrolmentCodeTable.replaceAll(connection, codes, now, expires);
                    return invited;
                });
        return offers;
    }

    private static void requireDistinct(List<EnrolmentInvitation> invitations) {
        Set<String> seen = new HashSet<>();
        for (EnrolmentInvitation invitation : invitations) {
            if (!seen.add(invitation.gatewayId())) {
                throw new IllegalArgumentException(
                        "gateway %s is there twice".formatted(invitation.gatewayId()));
            }
        }
    }

    @Override
    public EnrolmentGrant admit(EnrolmentInvitation invitation, EnrolmentClaim claim)
            throws EnrolmentRefusedException {
        Octets hash = hash(EnrolmentCode.issue(keys.ca().certificate()));
        Instant now = now();
        registry.changeAll(
                connection -> {
                    List<StoredGateway> invited = List.of(invited(invitation, now));
                    GatewayTable.saveAll(connection, invited);
                    EnrolmentCodeTable.replaceAll(
                            connection,
                            List.of(new NewCode(invitation.gatewayId(), hash)),
                            now,
                            now.plus(SHORTEST));
                    return invited;
                });
        return admitted(hash, claim);
    }

    @Override
    public EnrolmentGrant redeem(EnrolmentClaim claim) throws EnrolmentRefusedException {
        Octets hash =
                EnrolmentCode.parse(claim.code())
                        .filter(code -> code.names(keys.ca().certificate()))
                        .map(EnrolmentDesk::hash)
                        .orElseThrow(
                                () -> new EnrolmentRefusedException("it is no code of this fleet"));
        // most wrong codes end here, without a write
        if (database.transaction(c -> EnrolmentCodeTable.find(c, hash)).isEmpty()) {
            throw new EnrolmentRefusedException("the code is unknown or void");
        }
        return admitted(hash, claim);
    }

    private EnrolmentGrant admitted(Octets hash, EnrolmentClaim claim)
            throws EnrolmentRefusedException {
        Admission admission = new Admission(registry, keys, settings, certificateValidity, now());
        Verdict verdict = registry.change(c -> admission.decide(c, hash, claim));
        EnrolmentGrant grant =
                verdict.grant().orElseThrow(() -> new EnrolmentRefusedException(verdict.refusal()));
        keys.book().remember(grant.gatewayId(), admission.fresh());
        LOG.info(
                "gateway {} has enrolled, key generation {}",
                grant.gatewayId(),
                grant.generation());
        return grant;
    }

    /** The gateway as it is from the offer on: what it had, it keeps until it enrols. */
    private StoredGateway invited(EnrolmentInvitation invitation, Instant now) {
        String id = invitation.gatewayId();
        Optional<StoredGateway> known = registry.stored(id);
        Gateway before =
                known.map(StoredGateway::gateway)
                        .orElseGet(
                                () ->
                                        new Gateway(
                                                id,
                                                GatewayStatus.PENDING,
                                                Optional.empty(),
                                                0,
                                                Optional.empty(),
                                                now,
                                                Optional.empty(),
                                                List.of()));
        GatewayReach reach =
                new GatewayReach(
                        invitation.msisdn().or(before::msisdn),
                        invitation.email().or(before::email),
                        before.wake(),
                        before.tunnel());
        return new StoredGateway(before.with(reach), known.flatMap(StoredGateway::certificate));
    }

    /** The database keeps microseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Octets hash(EnrolmentCode code) {
        byte[] ticket = code.ticket().copy();
        try {
            return Octets.sha256(ticket);
        } finally {
            Arrays.fill(ticket, (byte) 0);
        }
    }
}
