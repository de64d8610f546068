/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.Certificates;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.TlsIdentity;
import io.reveille.protocol.SenderKey;
import io.reveille.server.registry.EnrolmentGrant.SenderPublicKey;
import io.reveille.server.registry.FleetKeys;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.internal.store.StoredGateway;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys in {@code HOME/keys}: {@code fleet-ca.key} and {@code .crt}, {@code sender-<id>.key} and the
 * {@link ServerIdentityFile}. The lowest sender key seals; the others are what gateways know
 * already when it is taken away.
 */
final class StoredFleetKeys implements FleetKeys {
    private static final Logger LOG = LoggerFactory.getLogger(StoredFleetKeys.class);
    private static final Pattern SENDER_FILE = Pattern.compile("sender-([1-9][0-9]{0,4})\\.key");

    private final StoredRegistry registry;
    private final FleetCa ca;
    private final SortedMap<Integer, SenderKey> senders;
    private final ServerIdentityFile serverIdentity;

    private StoredFleetKeys(
            StoredRegistry registry,
            FleetCa ca,
            SortedMap<Integer, SenderKey> senders,
            ServerIdentityFile serverIdentity) {
        this.registry = registry;
        this.ca = ca;
        this.senders = senders;
        this.serverIdentity = serverIdentity;
    }

    /**
     * Loads the keys; creates what is missing as long as no gateway relies on it.
     *
     * @throws IllegalStateException if they can't be used; its message says what to do
     */
    static StoredFleetKeys open(
            ServerSettings settings, StoredRegistry registry, InstantSource clock) {
        Path directory = settings.home().resolve("keys");
        boolean fresh =
                registry.gateways().stream()
                        .allMatch(gateway -> gateway.status() == GatewayStatus.PENDING);
        try {
            FleetCa ca = ca(directory, settings, fresh, clock);
            SortedMap<Integer, SenderKey> senders = senders(directory, fresh);
            ServerIdentityFile identity = new ServerIdentityFile(directory, ca, settings, clock);
            identity.current();
            return new StoredFleetKeys(registry, ca, senders, identity);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the keys in %s can't be used: %s".formatted(directory, e.getMessage()), e);
        }
    }

    @Override
    public SenderKey currentSender() {
        return senders.get(senders.firstKey());
    }

    @Override
    public FleetCa ca() {
        return ca;
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

    @Override
    public boolean isRevoked(X509Certificate certificate) {
        return commonName(certificate)
                .flatMap(registry::stored)
                .filter(stored -> stored.gateway().status() == GatewayStatus.ACTIVE)
                .flatMap(StoredGateway::certificate)
                .filter(Certificates.fingerprint(certificate)::equals)
                .isEmpty();
    }

    /** All sender keys, the current first. */
    List<SenderPublicKey> senderPublicKeys() {
        return senders.values().stream()
                .map(key -> new SenderPublicKey(key.id(), key.pair().publicKey()))
                .toList();
    }

    private static FleetCa ca(
            Path directory, ServerSettings settings, boolean fresh, InstantSource clock)
            throws IOException {
        Path key = directory.resolve("fleet-ca.key");
        if (Files.exists(key)) {
            return FleetCa.load(directory);
        }
        requireFresh(fresh, key);
        String zone = settings.zone();
        FleetCa ca =
                FleetCa.create(
                        "Reveille fleet " + zone.substring(0, Math.min(zone.length(), 48)),
                        clock.instant());
        ca.store(directory);
        LOG.info("created the fleet's certificate authority, SHA-256 {}", ca.fingerprint());
        return ca;
    }

    private static SortedMap<Integer, SenderKey> senders(Path directory, boolean fresh)
            throws IOException {
        SortedMap<Integer, SenderKey> senders = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "sender-*.key")) {
            for (Path file : files) {
                Matcher name = SENDER_FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    int id = Integer.parseInt(name.group(1));
                    senders.put(id, new SenderKey(id, SealingKeyPair.load(file)));
                }
            }
        }
        if (senders.isEmpty()) {
            requireFresh(fresh, directory.resolve("sender-1.key"));
            for (int id = 1; id <= 2; id++) {
                SealingKeyPair pair = SealingKeyPair.generate();
                pair.store(directory.resolve("sender-" + id + ".key"));
                senders.put(id, new SenderKey(id, pair));
            }
        }
        return senders;
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        RDN[] names =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
                        .getRDNs(BCStyle.CN);
        return names.length == 1
                ? Optional.of(IETFUtils.valueToString(names[0].getFirst().getValue()))
                : Optional.empty();
    }

    private static void requireFresh(boolean fresh, Path file) throws IOException {
        if (!fresh) {
            throw new IOException(
                    file.getFileName()
                            + " is missing, but gateways rely on it: restore it from a backup, or"
                            + " remove the data directory to begin a new fleet");
        }
    }
}
