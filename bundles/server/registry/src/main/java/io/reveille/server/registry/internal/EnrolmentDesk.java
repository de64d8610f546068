/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.EnrolmentCode;
import io.reveille.crypto.Octets;
import io.reveille.protocol.Msisdn;
import io.reveille.server.registry.EnrolmentClaim;
import io.reveille.server.registry.EnrolmentGrant;
import io.reveille.server.registry.EnrolmentOffer;
import io.reveille.server.registry.EnrolmentRefusedException;
import io.reveille.server.registry.Enrolments;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.internal.Admission.Verdict;
import io.reveille.server.registry.internal.StoredRegistry.Changed;
import io.reveille.server.registry.internal.store.Database;
import io.reveille.server.registry.internal.store.EnrolmentCodeTable;
import io.reveille.server.registry.internal.store.GatewayTable;
import io.reveille.server.registry.internal.store.StoredGateway;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        EnrolmentCode code = EnrolmentCode.issue(keys.ca().certificate());
        Instant now = now();
        Instant expires = now.plus(validity);
        return registry.change(
                connection -> {
                    StoredGateway invited = invited(gatewayId, msisdn, now);
                    GatewayTable.save(connection, invited);
                    EnrolmentCodeTable.replace(connection, gatewayId, hash(code), now, expires);
                    return new Changed<>(
                            Optional.of(invited),
                            new EnrolmentOffer(gatewayId, code.text(), place, expires));
                });
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
    private StoredGateway invited(String id, Optional<String> msisdn, Instant now) {
        Optional<String> number = msisdn.map(text -> Msisdn.parse(text).toString());
        Optional<StoredGateway> known = registry.stored(id);
        if (known.isEmpty()) {
            return new StoredGateway(
                    new Gateway(
                            id,
                            GatewayStatus.PENDING,
                            number,
                            0,
                            Optional.empty(),
                            now,
                            Optional.empty(),
                            List.of()),
                    Optional.empty());
        }
        Gateway before = known.get().gateway();
        return new StoredGateway(
                new Gateway(
                        id,
                        before.status(),
                        number.or(before::msisdn),
                        before.keyGeneration(),
                        before.sealingKey(),
                        before.createdAt(),
                        before.enrolledAt(),
                        before.services(),
                        before.email(),
                        before.wake()),
                known.get().certificate());
    }

    /** The database keeps microseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Octets hash(EnrolmentCode code) {
        byte[] ticket = code.ticket().copy();
        try {
            return Octets.of(MessageDigest.getInstance("SHA-256").digest(ticket));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        } finally {
            Arrays.fill(ticket, (byte) 0);
        }
    }
}
