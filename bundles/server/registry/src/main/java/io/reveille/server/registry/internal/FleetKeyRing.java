/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.FleetCa;
import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.TlsIdentity;
import io.reveille.protocol.SenderKey;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.internal.store.Database;
import io.reveille.server.registry.internal.store.FleetKey;
import io.reveille.server.registry.internal.store.FleetKey.Kind;
import io.reveille.server.registry.internal.store.FleetKey.State;
import io.reveille.server.registry.internal.store.FleetKeyTable;
import java.io.IOException;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fleet's sender keys and authorities with the states that they are in. */
final class FleetKeyRing {
    private static final Logger LOG = LoggerFactory.getLogger(FleetKeyRing.class);
    private static final int LAST_ID = 65_535;

    private final Database database;
    private final KeyCabinet cabinet;
    private final ServerSettings settings;
    private final InstantSource clock;
    private final Map<Integer, SealingKeyPair> senders = new ConcurrentHashMap<>();
    private final Map<Integer, FleetCa> authorities = new ConcurrentHashMap<>();
    private volatile List<FleetKey> keys;

    private FleetKeyRing(
            Database database, KeyCabinet cabinet, ServerSettings settings, InstantSource clock) {
        this.database = database;
        this.cabinet = cabinet;
        this.settings = settings;
        this.clock = clock;
        this.keys = database.transaction(FleetKeyTable::all);
    }

    /**
     * Loads the keys; creates what is missing as long as no gateway relies on it.
     *
     * @throws IOException saying what can't be used and what to do
     */
    static FleetKeyRing open(
            Database database,
            KeyCabinet cabinet,
            ServerSettings settings,
            InstantSource clock,
            boolean fresh)
            throws IOException {
        FleetKeyRing ring = new FleetKeyRing(database, cabinet, settings, clock);
        ring.openAuthorities(fresh);
        ring.openSenders(fresh);
        return ring;
    }

    /** All of one kind, by id. */
    List<FleetKey> all(Kind kind) {
        return keys.stream().filter(key -> key.kind() == kind).toList();
    }

    Optional<FleetKey> in(Kind kind, State state) {
        return keys.stream().filter(k -> k.kind() == kind && k.state() == state).findFirst();
    }

    FleetKey current(Kind kind) {
        return in(kind, State.CURRENT).orElseThrow();
    }

    SenderKey sender(FleetKey key) {
        return new SenderKey(key.id(), senders.get(key.id()));
    }

    FleetCa ca(FleetKey key) {
        return authorities.get(key.id());
    }

    /** Authorities that are good, the oldest first. */
    List<FleetKey> goodAuthorities() {
        return all(Kind.CA).stream().filter(key -> key.state() != State.REVOKED).toList();
    }

    /** The database keeps microseconds. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Puts a key into another state; several by several calls, or all by {@link #replace}. */
    synchronized void move(FleetKey key, State state) {
        replace(keys.stream().map(k -> k.equals(key) ? k.in(state, now()) : k).toList());
    }

    /** Makes these the keys; on disk on return. */
    synchronized void replace(List<FleetKey> after) {
        database.durably(
                connection -> {
                    FleetKeyTable.replaceAll(connection, after);
                    return after;
                });
        keys = List.copyOf(after);
    }

    /** Notes what a published list has. */
    synchronized void announced(List<FleetKey> listed, long version) {
        replace(
                keys.stream()
                        .map(key -> listed.contains(key) ? key.announced(version) : key)
                        .toList());
    }

    /** All keys, for {@link #replace}. */
    List<FleetKey> all() {
        return keys;
    }

    /** A fresh sender key, announced by no list yet. */
    synchronized FleetKey newSender(State state) throws IOException {
        int id = freeId(Kind.SENDER);
        SealingKeyPair pair = cabinet.newSender(id);
        senders.put(id, pair);
        FleetKey key =
                new FleetKey(
                        Kind.SENDER, id, pair.publicKey().octets(), state, Optional.empty(), now());
        replace(Stream.concat(keys.stream(), Stream.of(key)).toList());
        return key;
    }

    /** A fresh authority, announced by no list yet. */
    synchronized FleetKey newAuthority(State state) throws IOException {
        int id = freeId(Kind.CA);
        KeyPair pair = cabinet.certificates().newKeyPair();
        String zone = settings.zone();
        String name = "Reveille fleet " + zone.substring(0, Math.min(zone.length(), 44));
        FleetCa ca = FleetCa.create(id == 1 ? name : name + " " + id, clock.instant(), pair);
        cabinet.certificates().store(KeyCabinet.caName(id), ca.identity());
        authorities.put(id, load(id).map(FleetCa::of).orElse(ca));
        LOG.info("created a certificate authority of the fleet, SHA-256 {}", ca.fingerprint());
        FleetKey key = new FleetKey(Kind.CA, id, der(ca), state, Optional.empty(), now());
        replace(Stream.concat(keys.stream(), Stream.of(key)).toList());
        return key;
    }

    /** Forgets keys that no one needs any more, private halves of senders included. */
    synchronized void forget(List<FleetKey> unneeded) throws IOException {
        replace(keys.stream().filter(key -> !unneeded.contains(key)).toList());
        for (FleetKey key : unneeded) {
            if (key.kind() == Kind.SENDER) {
                senders.remove(key.id());
                cabinet.deleteSender(key.id());
            } else {
                authorities.remove(key.id());
            }
        }
    }

    private int freeId(Kind kind) {
        int highest = all(kind).stream().mapToInt(FleetKey::id).max().orElse(0);
        int id = highest % LAST_ID + 1;
        while (isTaken(kind, id)) {
            id = id % LAST_ID + 1;
        }
        return id;
    }

    private boolean isTaken(Kind kind, int id) {
        return all(kind).stream().anyMatch(key -> key.id() == id);
    }

    private void openAuthorities(boolean fresh) throws IOException {
        if (all(Kind.CA).isEmpty()) {
            Optional<TlsIdentity> first = load(1);
            if (first.isEmpty()) {
                requireFresh(fresh, KeyCabinet.caName(1) + ".key");
                move(announcedAtEnrolment(newAuthority(State.CURRENT)));
                return;
            }
            FleetCa ca = FleetCa.of(first.get());
            authorities.put(1, ca);
            replace(
                    List.of(
                            new FleetKey(
                                    Kind.CA, 1, der(ca), State.CURRENT, Optional.of(0L), now())));
            return;
        }
        for (FleetKey key : goodAuthorities()) {
            String name = KeyCabinet.caName(key.id());
            TlsIdentity identity = load(key.id()).orElseThrow(() -> missing(name + ".key"));
            FleetCa ca = FleetCa.of(identity);
            if (!der(ca).equals(key.octets())) {
                throw new IOException(name + " is not the fleet's: restore it from a backup");
            }
            authorities.put(key.id(), ca);
        }
    }

    private void openSenders(boolean fresh) throws IOException {
        SortedMap<Integer, SealingKeyPair> stored = cabinet.senders();
        if (all(Kind.SENDER).isEmpty()) {
            if (stored.isEmpty()) {
                requireFresh(fresh, "sender-1.key");
                move(announcedAtEnrolment(newSender(State.CURRENT)));
                move(announcedAtEnrolment(newSender(State.NEXT)));
                return;
            }
            senders.putAll(stored);
            List<FleetKey> after = new ArrayList<>(keys);
            stored.forEach(
                    (id, pair) ->
                            after.add(
                                    new FleetKey(
                                            Kind.SENDER,
                                            id,
                                            pair.publicKey().octets(),
                                            id.equals(stored.firstKey())
                                                    ? State.CURRENT
                                                    : State.NEXT,
                                            Optional.of(0L),
                                            now())));
            replace(after);
            return;
        }
        for (FleetKey key : all(Kind.SENDER)) {
            SealingKeyPair pair = stored.get(key.id());
            if (pair != null && pair.publicKey().octets().equals(key.octets())) {
                senders.put(key.id(), pair);
            } else if (key.state() != State.REVOKED) {
                throw missing("sender-" + key.id() + ".key");
            }
        }
    }

    private void move(FleetKey announced) {
        replace(
                keys.stream()
                        .map(
                                k ->
                                        k.kind() == announced.kind() && k.id() == announced.id()
                                                ? announced
                                                : k)
                        .toList());
    }

    /** What the first gateways are told when they enrol. */
    private static FleetKey announcedAtEnrolment(FleetKey key) {
        return key.announced(0);
    }

    private Optional<TlsIdentity> load(int id) throws IOException {
        return cabinet.certificates().load(KeyCabinet.caName(id));
    }

    private static Octets der(FleetCa ca) {
        try {
            return Octets.of(ca.certificate().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("an authority without an encoding", e);
        }
    }

    private static void requireFresh(boolean fresh, String file) throws IOException {
        if (!fresh) {
            throw missing(file);
        }
    }

    private static IOException missing(String file) {
        return new IOException(
                file
                        + " is missing, but gateways rely on it: restore it from a backup, or"
                        + " remove the data directory to begin a new fleet");
    }
}
