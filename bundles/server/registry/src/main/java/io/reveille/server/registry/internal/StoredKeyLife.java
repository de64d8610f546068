/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingPublicKey;
import io.reveille.crypto.Secret;
import io.reveille.protocol.PreSharedKey;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.KeyLife;
import io.reveille.server.registry.KeyTask;
import io.reveille.server.registry.internal.StoredRegistry.Changed;
import io.reveille.server.registry.internal.store.FleetKey;
import io.reveille.server.registry.internal.store.FleetKey.Kind;
import io.reveille.server.registry.internal.store.GatewayKeys;
import io.reveille.server.registry.internal.store.GatewayKeys.Earlier;
import io.reveille.server.registry.internal.store.GatewayKeys.SealedPsk;
import io.reveille.server.registry.internal.store.GatewayKeysTable;
import io.reveille.server.registry.internal.store.StoredGateway;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renewals that gateways ask for in their tunnels. */
final class StoredKeyLife implements KeyLife {
    private static final Logger LOG = LoggerFactory.getLogger(StoredKeyLife.class);
    private static final int MOST_EARLIER = 4;
    private static final int LAST_COUNT = 255;
    private static final int PSK_LENGTH = 32;

    /** Longer than any certificate is valid. */
    private static final Duration UNTIL_USED = Duration.ofDays(3650);

    private final StoredRegistry registry;
    private final StoredFleetKeys keys;
    private final KeySettings settings;

    StoredKeyLife(StoredRegistry registry, StoredFleetKeys keys, KeySettings settings) {
        this.registry = registry;
        this.keys = keys;
        this.settings = settings;
    }

    @Override
    public Octets rootKey() {
        return keys.lists().newest().list().rootKey();
    }

    @Override
    public Octets keyList() {
        return keys.lists().newest().encode();
    }

    @Override
    public long keyListVersion() {
        return keys.lists().newest().list().version();
    }

    @Override
    public List<Octets> keyListsAfter(long version) {
        return keys.lists().after(version);
    }

    @Override
    public void listReached(String gatewayId, long version) throws KeyChangeRefusedException {
        requireActive(gatewayId);
        if (version < 0 || version > keyListVersion()) {
            throw new KeyChangeRefusedException("there is no key list " + version);
        }
        keys.book().change(gatewayId, known -> known.withList(version));
    }

    @Override
    public Set<KeyTask> due(String gatewayId) {
        Set<KeyTask> due = EnumSet.noneOf(KeyTask.class);
        if (active(gatewayId).isEmpty()) {
            return due;
        }
        GatewayKeys known = keys.book().of(gatewayId);
        due.addAll(known.wanted());
        FleetKey ca = keys.ring().current(Kind.CA);
        if (known.caId() != ca.id() && ca.isKnownWith(known.listVersion())) {
            due.add(KeyTask.CERTIFICATE);
        }
        if (known.psk().isEmpty() || isOld(known.pskSince())) {
            due.add(KeyTask.PSK);
        }
        return due;
    }

    private boolean isOld(Optional<Instant> since) {
        return !settings.psk().isZero()
                && since.filter(at -> keys.ring().now().isBefore(at.plus(settings.psk())))
                        .isEmpty();
    }

    @Override
    public RenewedCertificate renewCertificate(String gatewayId, String certificateRequest)
            throws KeyChangeRefusedException {
        PKCS10CertificationRequest request;
        try {
            request = CertificateSigning.parse(certificateRequest);
        } catch (KeyMaterialException e) {
            throw new KeyChangeRefusedException(e.getMessage());
        }
        requireActive(gatewayId);
        Instant now = keys.ring().now();
        FleetKey ca = keys.ring().current(Kind.CA);
        X509Certificate certificate =
                keys.ring().ca(ca).issueGateway(request, gatewayId, now, settings.certificate());
        GatewayKeys after =
                registry.change(
                        connection -> {
                            StoredGateway before = registry.stored(gatewayId).orElseThrow();
                            GatewayKeys known =
                                    without(keys.book().of(gatewayId), KeyTask.CERTIFICATE)
                                            .withCertificateBy(
                                                    ca.id(),
                                                    earlier(gatewayId, before.certificate(), now));
                            GatewayKeysTable.save(connection, gatewayId, known);
                            return new Changed<>(
                                    Optional.of(
                                            new StoredGateway(
                                                    before.gateway(),
                                                    Optional.of(
                                                            Certificates.fingerprint(
                                                                    certificate)))),
                                    known);
                        });
        keys.book().remember(gatewayId, after);
        LOG.info("gateway {} has a new certificate", gatewayId);
        return new RenewedCertificate(certificate, keys.ring().ca(ca).certificate());
    }

    /** The one so far and those before it, the newest four that are still good. */
    private List<Earlier> earlier(String gatewayId, Optional<Octets> soFar, Instant now) {
        List<Earlier> all = new ArrayList<>(keys.book().of(gatewayId).earlier());
        all.removeIf(certificate -> !now.isBefore(certificate.endsAt()));
        soFar.ifPresent(sha256 -> all.add(new Earlier(sha256, now.plus(UNTIL_USED))));
        // the oldest is what a gateway that never got an answer still has
        while (all.size() > MOST_EARLIER) {
            all.remove(1);
        }
        return all;
    }

    @Override
    public void certificateUsed(String gatewayId, X509Certificate shown) {
        boolean newest =
                registry.stored(gatewayId)
                        .flatMap(StoredGateway::certificate)
                        .filter(Certificates.fingerprint(shown)::equals)
                        .isPresent();
        if (!newest) {
            return;
        }
        Instant shownEnds = shown.getNotAfter().toInstant();
        if (!keys.book().of(gatewayId).certificateEnds().equals(Optional.of(shownEnds))) {
            keys.book().change(gatewayId, known -> known.withCertificateUntil(shownEnds));
        }
        if (keys.book().of(gatewayId).earlier().isEmpty()) {
            return;
        }
        Instant end = keys.ring().now().plus(settings.overlap());
        keys.book()
                .change(
                        gatewayId,
                        known ->
                                known.withCertificateBy(
                                        known.caId(),
                                        known.earlier().stream()
                                                .map(
                                                        earlier ->
                                                                earlier.endsAt().isAfter(end)
                                                                        ? new Earlier(
                                                                                earlier.sha256(),
                                                                                end)
                                                                        : earlier)
                                                .toList()));
    }

    @Override
    public void newSealingKey(String gatewayId, int generation, SealingPublicKey key)
            throws KeyChangeRefusedException {
        Gateway before = requireActive(gatewayId);
        boolean repeated =
                generation == before.keyGeneration()
                        && before.sealingKey().filter(key::equals).isPresent();
        if (repeated) {
            return;
        }
        if (generation != before.keyGeneration() % LAST_COUNT + 1) {
            throw new KeyChangeRefusedException(
                    "generation %d of the sealing key follows %d, not %d"
                            .formatted(
                                    before.keyGeneration() % LAST_COUNT + 1,
                                    before.keyGeneration(),
                                    generation));
        }
        registry.change(
                connection -> {
                    StoredGateway now = registry.stored(gatewayId).orElseThrow();
                    return new Changed<>(
                            Optional.of(
                                    new StoredGateway(
                                            withKey(now.gateway(), generation, key),
                                            now.certificate())),
                            generation);
                });
        keys.book().change(gatewayId, known -> without(known, KeyTask.SEALING_KEY));
        LOG.info("gateway {} has a new sealing key, generation {}", gatewayId, generation);
    }

    @Override
    public PreSharedKey offerPsk(String gatewayId) throws KeyChangeRefusedException {
        requireActive(gatewayId);
        Optional<PreSharedKey> open =
                keys.book().of(gatewayId).offered().flatMap(p -> keys.opened(gatewayId, p));
        if (open.isPresent()) {
            return open.get();
        }
        int last = keys.book().of(gatewayId).psk().map(SealedPsk::epoch).orElse(0);
        PreSharedKey fresh = new PreSharedKey(last % LAST_COUNT + 1, Secret.random(PSK_LENGTH));
        SealedPsk sealed = keys.sealed(gatewayId, fresh);
        keys.book().change(gatewayId, known -> known.withOffer(sealed));
        return fresh;
    }

    @Override
    public void confirmPsk(String gatewayId, int epoch) throws KeyChangeRefusedException {
        requireActive(gatewayId);
        GatewayKeys known = keys.book().of(gatewayId);
        if (known.offered().filter(offer -> offer.epoch() == epoch).isPresent()) {
            keys.book()
                    .change(gatewayId, k -> without(k, KeyTask.PSK).confirmed(keys.ring().now()));
            LOG.info("gateway {} shares a new key, epoch {}", gatewayId, epoch);
        } else if (known.psk().filter(psk -> psk.epoch() == epoch).isEmpty()) {
            throw new KeyChangeRefusedException(
                    "no pre-shared key of epoch " + epoch + " was offered");
        }
    }

    private static GatewayKeys without(GatewayKeys known, KeyTask task) {
        Set<KeyTask> left = EnumSet.noneOf(KeyTask.class);
        left.addAll(known.wanted());
        left.remove(task);
        return known.withWanted(left);
    }

    private static Gateway withKey(Gateway g, int generation, SealingPublicKey key) {
        return new Gateway(
                g.id(),
                g.status(),
                g.msisdn(),
                generation,
                Optional.of(key),
                g.createdAt(),
                g.enrolledAt(),
                g.services(),
                g.email(),
                g.wake(),
                g.tunnel());
    }

    private Optional<Gateway> active(String gatewayId) {
        return registry.gateway(gatewayId)
                .filter(gateway -> gateway.status() == GatewayStatus.ACTIVE);
    }

    private Gateway requireActive(String gatewayId) throws KeyChangeRefusedException {
        return active(gatewayId)
                .orElseThrow(
                        () ->
                                new KeyChangeRefusedException(
                                        "gateway " + gatewayId + " is not active"));
    }
}
