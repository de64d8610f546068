/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.Certificates;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import io.reveille.crypto.TlsIdentity;
import io.reveille.protocol.PreSharedKey;
import io.reveille.protocol.SenderKey;
import io.reveille.server.registry.EnrolmentGrant.SenderPublicKey;
import io.reveille.server.registry.FleetKeys;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.Users;
import io.reveille.server.registry.internal.store.Database;
import io.reveille.server.registry.internal.store.FleetKey;
import io.reveille.server.registry.internal.store.FleetKey.Kind;
import io.reveille.server.registry.internal.store.FleetKey.State;
import io.reveille.server.registry.internal.store.GatewayKeys.SealedPsk;
import io.reveille.server.registry.internal.store.StoredGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fleet's keys in use: which is taken for whom, and which certificate is still good. */
final class StoredFleetKeys implements FleetKeys {
    private static final Logger LOG = LoggerFactory.getLogger(StoredFleetKeys.class);

    private final StoredRegistry registry;
    private final KeyCabinet cabinet;
    private final FleetKeyRing ring;
    private final KeyLists lists;
    private final GatewayKeysBook book;
    private final ServerIdentityFile serverIdentity;

    private StoredFleetKeys(
            StoredRegistry registry,
            KeyCabinet cabinet,
            FleetKeyRing ring,
            KeyLists lists,
            GatewayKeysBook book,
            ServerIdentityFile serverIdentity) {
        this.registry = registry;
        this.cabinet = cabinet;
        this.ring = ring;
        this.lists = lists;
        this.book = book;
        this.serverIdentity = serverIdentity;
    }

    /**
     * Loads the keys; creates what is missing as long as no gateway relies on it.
     *
     * @throws IllegalStateException if they can't be used; its message says what to do
     */
    static StoredFleetKeys open(
            Database database,
            ServerSettings settings,
            KeySettings keySettings,
            StoredRegistry registry,
            Users users,
            InstantSource clock) {
        Path directory = settings.home().resolve("keys");
        boolean fresh =
                registry.gateways().stream()
                        .allMatch(gateway -> gateway.status() == GatewayStatus.PENDING);
        try {
            KeyCabinet cabinet = KeyCabinet.open(directory, keySettings);
            FleetKeyRing ring = FleetKeyRing.open(database, cabinet, settings, clock, fresh);
            KeyLists lists = KeyLists.open(database, cabinet, ring, registry, users, settings);
            ServerIdentityFile identity =
                    new ServerIdentityFile(
                            cabinet.certificates(),
                            () -> ring.ca(ring.current(Kind.CA)),
                            settings,
                            clock);
            identity.current();
            return new StoredFleetKeys(
                    registry,
                    cabinet,
                    ring,
                    lists,
                    new GatewayKeysBook(database, registry),
                    identity);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the keys in %s can't be used: %s".formatted(directory, e.getMessage()), e);
        }
    }

    @Override
    public SenderKey currentSender() {
        return ring.sender(ring.current(Kind.SENDER));
    }

    @Override
    public SenderKey senderFor(String gatewayId) {
        long version = book.of(gatewayId).listVersion();
        FleetKey current = ring.current(Kind.SENDER);
        if (current.isKnownWith(version)) {
            return ring.sender(current);
        }
        return ring.all(Kind.SENDER).stream()
                .filter(key -> key.state() != State.REVOKED && key.isKnownWith(version))
                .max(Comparator.comparing(FleetKey::since))
                .map(ring::sender)
                .orElseGet(() -> ring.sender(current));
    }

    @Override
    public Optional<PreSharedKey> psk(String gatewayId) {
        return book.of(gatewayId).psk().flatMap(psk -> opened(gatewayId, psk));
    }

    /** A pre-shared key in clear; none if it can't be had, so that the gateway stays reachable. */
    Optional<PreSharedKey> opened(String gatewayId, SealedPsk psk) {
        try {
            return Optional.of(
                    new PreSharedKey(
                            psk.epoch(),
                            cabinet.storage().open(pskUse(gatewayId, psk.epoch()), psk.octets())));
        } catch (KeyMaterialException e) {
            LOG.warn("the pre-shared key of gateway {} is lost: {}", gatewayId, e.getMessage());
            return Optional.empty();
        }
    }

    SealedPsk sealed(String gatewayId, PreSharedKey psk) {
        Secret key = psk.key();
        return new SealedPsk(
                psk.epoch(), cabinet.storage().seal(pskUse(gatewayId, psk.epoch()), key));
    }

    private static String pskUse(String gatewayId, int epoch) {
        return "psk " + epoch + " of " + gatewayId;
    }

    @Override
    public FleetCa ca() {
        return ring.ca(ring.current(Kind.CA));
    }

    @Override
    public List<X509Certificate> authorities() {
        return ring.goodAuthorities().stream().map(key -> ring.ca(key).certificate()).toList();
    }

    @Override
    public TlsIdentity serverIdentity() {
        try {
            return serverIdentity.current();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the server's certificate can't be renewed: " + e.getMessage(), e);
        }
    }

    void renewServerIdentity() throws IOException {
        serverIdentity.renew();
    }

    @Override
    public boolean isRevoked(X509Certificate certificate) {
        Optional<StoredGateway> active =
                commonName(certificate)
                        .flatMap(registry::stored)
                        .filter(stored -> stored.gateway().status() == GatewayStatus.ACTIVE);
        if (active.isEmpty()) {
            return true;
        }
        Octets sha256 = Certificates.fingerprint(certificate);
        return !active.get().certificate().filter(sha256::equals).isPresent()
                && book.of(active.get().gateway().id()).earlier().stream()
                        .noneMatch(
                                earlier ->
                                        earlier.sha256().equals(sha256)
                                                && ring.now().isBefore(earlier.endsAt()));
    }

    /** Sender keys that open, the current first. */
    List<SenderPublicKey> senderPublicKeys() {
        return ring.all(Kind.SENDER).stream()
                .filter(key -> key.state() != State.REVOKED)
                .sorted(Comparator.comparing(key -> key.state() == State.CURRENT ? 0 : 1))
                .map(ring::sender)
                .map(key -> new SenderPublicKey(key.id(), key.pair().publicKey()))
                .toList();
    }

    FleetKeyRing ring() {
        return ring;
    }

    KeyLists lists() {
        return lists;
    }

    GatewayKeysBook book() {
        return book;
    }

    KeyCabinet cabinet() {
        return cabinet;
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        RDN[] names =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
                        .getRDNs(BCStyle.CN);
        return names.length == 1
                ? Optional.of(IETFUtils.valueToString(names[0].getFirst().getValue()))
                : Optional.empty();
    }
}
