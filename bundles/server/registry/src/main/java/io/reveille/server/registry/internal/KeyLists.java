/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.Octets;
import io.reveille.crypto.RootKey;
import io.reveille.crypto.SealingPublicKey;
import io.reveille.protocol.KeyList;
import io.reveille.protocol.KeyList.Revocation;
import io.reveille.protocol.KeyList.Sender;
import io.reveille.protocol.SignedKeyList;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.User;
import io.reveille.server.registry.Users;
import io.reveille.server.registry.internal.store.Database;
import io.reveille.server.registry.internal.store.FleetKey;
import io.reveille.server.registry.internal.store.FleetKey.Kind;
import io.reveille.server.registry.internal.store.FleetKeyTable;
import io.reveille.server.registry.internal.store.FleetKeyTable.PublishedList;
import io.reveille.server.registry.internal.store.InstallationTable;
import io.reveille.server.registry.internal.store.StoredGateway;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lists that tell gateways of the fleet's keys: made, signed while the root is here, kept. */
final class KeyLists {
    private static final Logger LOG = LoggerFactory.getLogger(KeyLists.class);
    private static final int MOST_REVOCATIONS = 1024;
    private static final int MOST_USERS = 512;
    private static final String LOWEST_SUITE = "lowest suite";

    private final Database database;
    private final KeyCabinet cabinet;
    private final FleetKeyRing ring;
    private final StoredRegistry registry;
    private final Users users;
    private final ServerSettings settings;
    private Optional<RootKey> root;
    private volatile int lowestSuite;
    private volatile List<PublishedList> published;
    private volatile SignedKeyList newest;

    private KeyLists(
            Database database,
            KeyCabinet cabinet,
            FleetKeyRing ring,
            StoredRegistry registry,
            Users users,
            ServerSettings settings)
            throws IOException {
        this.database = database;
        this.cabinet = cabinet;
        this.ring = ring;
        this.registry = registry;
        this.users = users;
        this.settings = settings;
        this.root = cabinet.root();
        this.lowestSuite =
                database.durably(
                                connection ->
                                        InstallationTable.get(
                                                connection,
                                                LOWEST_SUITE,
                                                () -> Octets.of((byte) 1)))
                        .at(0);
        this.published = database.transaction(FleetKeyTable::lists);
        if (published.isEmpty()) {
            RootKey first = root.isPresent() ? root.get() : cabinet.newRoot();
            root = Optional.of(first);
            newest = SignedKeyList.sign(list(1, first.publicKey(), Optional.empty()), first);
            keep(newest);
            LOG.info(
                    "created the fleet's root key, SHA-256 {}; keys root-init tells how to keep it offline",
                    RootKey.fingerprint(first.publicKey()));
        } else {
            newest = decode(published.get(published.size() - 1).octets());
        }
    }

    static KeyLists open(
            Database database,
            KeyCabinet cabinet,
            FleetKeyRing ring,
            StoredRegistry registry,
            Users users,
            ServerSettings settings)
            throws IOException {
        return new KeyLists(database, cabinet, ring, registry, users, settings);
    }

    SignedKeyList newest() {
        return newest;
    }

    /** Those of another root that came after this version, then the newest. */
    List<Octets> after(long version) {
        List<Octets> lists = new ArrayList<>();
        for (PublishedList list : published) {
            boolean last = list.version() == newest.list().version();
            if (list.version() > version && (last || list.changesRoot())) {
                lists.add(list.octets());
            }
        }
        return lists;
    }

    /** The lowest suite that gateways are to take. */
    int lowestSuite() {
        return lowestSuite;
    }

    /** Has the next list name another lowest suite. */
    synchronized void lowestSuite(int suite) {
        Octets octet = Octets.of((byte) suite);
        lowestSuite =
                database.durably(
                                connection ->
                                        InstallationTable.put(connection, LOWEST_SUITE, octet))
                        .at(0);
    }

    synchronized boolean isRootHere() {
        return root.isPresent();
    }

    /** The root key that the next list is to be signed with. */
    Octets nextSigner() {
        return newest.list().nextRootKey().orElse(newest.list().rootKey());
    }

    /** Whether the fleet's keys are not as the newest list says. */
    boolean isNeeded() {
        KeyList told = newest.list();
        KeyList now = list(told.version(), told.rootKey(), told.nextRootKey());
        return !now.senders().equals(told.senders())
                || !now.authorities().equals(told.authorities())
                || !now.serverNames().equals(told.serverNames())
                || !now.proxies().equals(told.proxies())
                || now.minimumSuite() != told.minimumSuite()
                || !now.revoked().equals(told.revoked());
    }

    KeyList next() {
        return list(newest.list().version() + 1, nextSigner(), Optional.empty());
    }

    /** Signs and publishes what has changed, while the root key is here. */
    synchronized void publishIfNeeded() {
        if (root.isPresent() && isNeeded()) {
            keep(SignedKeyList.sign(next(), root.get()));
        }
    }

    /** Names the next root key in a last list by this one, which is destroyed then. */
    synchronized void handOver(Octets publicKey) throws IOException {
        RootKey last =
                root.orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "the server does not have the root key: have its owner sign a list that names the new one"));
        keep(
                SignedKeyList.sign(
                        list(newest.list().version() + 1, last.publicKey(), Optional.of(publicKey)),
                        last));
        root = Optional.empty();
        cabinet.handOverRoot(publicKey);
    }

    /**
     * Publishes a list that was signed elsewhere.
     *
     * @throws IllegalArgumentException saying why not
     */
    synchronized void publish(SignedKeyList signed) {
        KeyList list = signed.list();
        if (!signed.isSignedBy(nextSigner())) {
            throw new IllegalArgumentException(
                    "the list is not signed by the fleet's root key "
                            + RootKey.fingerprint(nextSigner()));
        }
        if (list.version() <= newest.list().version()) {
            throw new IllegalArgumentException(
                    "the list has version %d, and %d is published already: export it anew"
                            .formatted(list.version(), newest.list().version()));
        }
        KeyList own = next();
        for (Sender sender : list.accepted()) {
            if (own.accepted().stream()
                    .noneMatch(o -> o.id() == sender.id() && o.key().equals(sender.key()))) {
                throw new IllegalArgumentException(
                        "the list lets sender key %d in, which is unknown or revoked: export it anew"
                                .formatted(sender.id()));
            }
        }
        if (!own.authorities().containsAll(list.authorities())) {
            throw new IllegalArgumentException(
                    "the list names an authority that is not the fleet's: export it anew");
        }
        keep(signed);
    }

    private void keep(SignedKeyList signed) {
        KeyList list = signed.list();
        PublishedList row =
                new PublishedList(list.version(), signed.encode(), list.nextRootKey().isPresent());
        published =
                database.durably(
                        connection -> {
                            FleetKeyTable.publish(connection, row, ring.now());
                            return FleetKeyTable.lists(connection);
                        });
        newest = signed;
        ring.announced(listed(list), list.version());
        LOG.info("key list {} is published", list.version());
    }

    private List<FleetKey> listed(KeyList list) {
        List<FleetKey> listed = new ArrayList<>();
        for (FleetKey key : ring.all(Kind.SENDER)) {
            if (list.senders().stream().anyMatch(s -> s.key().octets().equals(key.octets()))) {
                listed.add(key);
            }
        }
        for (FleetKey key : ring.goodAuthorities()) {
            if (list.authorities().contains(ring.ca(key).certificate())) {
                listed.add(key);
            }
        }
        return listed;
    }

    private KeyList list(long version, Octets rootKey, Optional<Octets> nextRoot) {
        return new KeyList(
                version,
                Instant.ofEpochSecond(ring.now().getEpochSecond()),
                rootKey,
                nextRoot,
                ring.all(Kind.SENDER).stream().map(KeyLists::sender).toList(),
                ring.goodAuthorities().stream().map(key -> ring.ca(key).certificate()).toList(),
                List.of(settings.serverName()),
                settings.publicAddresses().stream().distinct().toList(),
                1,
                lowestSuite,
                revoked());
    }

    private static Sender sender(FleetKey key) {
        return new Sender(
                key.id(),
                new SealingPublicKey(key.octets()),
                switch (key.state()) {
                    case CURRENT -> KeyList.State.CURRENT;
                    case NEXT, OLD -> KeyList.State.ACCEPTED;
                    case REVOKED -> KeyList.State.REVOKED;
                });
    }

    /** Users first, of too many those revoked last; then gateways. */
    private List<Revocation> revoked() {
        List<Revocation> revoked = new ArrayList<>(revokedUsers());
        revoked.addAll(revokedGateways(MOST_REVOCATIONS - revoked.size()));
        return revoked;
    }

    private List<Revocation> revokedUsers() {
        return users.users().stream()
                .filter(user -> user.revokedAt().isPresent())
                .sorted(
                        Comparator.comparing((User user) -> user.revokedAt().orElseThrow())
                                .reversed()
                                .thenComparing(User::name))
                .limit(MOST_USERS)
                .map(user -> Revocation.ofUser(user.name()))
                .toList();
    }

    /** Their certificates; of too many, those revoked of the newest gateways. */
    private List<Revocation> revokedGateways(int most) {
        return registry.gateways().stream()
                .filter(gateway -> gateway.status() == GatewayStatus.REVOKED)
                .sorted(Comparator.comparing(Gateway::createdAt).reversed())
                .map(gateway -> registry.stored(gateway.id()).flatMap(StoredGateway::certificate))
                .flatMap(Optional::stream)
                .limit(most)
                .map(sha256 -> new Revocation(Revocation.Kind.GATEWAY, sha256))
                .toList();
    }

    private static SignedKeyList decode(Octets octets) throws IOException {
        try {
            return SignedKeyList.decode(octets);
        } catch (KeyMaterialException e) {
            throw new IOException("the newest key list is damaged: " + e.getMessage(), e);
        }
    }
}
