/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.Certificates;
import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.Octets;
import io.reveille.crypto.RootKey;
import io.reveille.protocol.KeyList;
import io.reveille.protocol.SignedKeyList;
import io.reveille.protocol.Suite;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.KeyOffice;
import io.reveille.server.registry.KeyTask;
import io.reveille.server.registry.internal.store.FleetKey;
import io.reveille.server.registry.internal.store.FleetKey.Kind;
import io.reveille.server.registry.internal.store.FleetKey.State;
import io.reveille.server.registry.internal.store.GatewayKeys;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rotation, revocation and lists by hand. */
final class StoredKeyOffice implements KeyOffice {
    private static final Logger LOG = LoggerFactory.getLogger(StoredKeyOffice.class);

    private final StoredRegistry registry;
    private final StoredFleetKeys keys;
    private final FleetKeyRing ring;
    private final KeyLists lists;

    StoredKeyOffice(StoredRegistry registry, StoredFleetKeys keys) {
        this.registry = registry;
        this.keys = keys;
        this.ring = keys.ring();
        this.lists = keys.lists();
    }

    @Override
    public Report report() {
        KeyList newest = lists.newest().list();
        List<Key> all = new ArrayList<>();
        ring.all().forEach(key -> all.add(key(key)));
        all.add(
                new Key(
                        "server",
                        0,
                        "current",
                        Optional.empty(),
                        keys.serverIdentity().certificate().getNotBefore().toInstant(),
                        Certificates.fingerprint(keys.serverIdentity().certificate())));
        return new Report(
                RootKey.fingerprint(lists.nextSigner()),
                lists.isRootHere(),
                newest.version(),
                newest.issuedAt(),
                lists.isNeeded(),
                behind(newest.version()),
                lists.lowestSuite(),
                all,
                keys.cabinet().certificates().description());
    }

    private Key key(FleetKey key) {
        return new Key(
                key.kind().name().toLowerCase(Locale.ROOT),
                key.id(),
                key.state().name().toLowerCase(Locale.ROOT),
                key.firstList(),
                key.since(),
                RootKey.fingerprint(key.octets()));
    }

    @Override
    public Optional<String> stranded(String gatewayId) {
        return registry.gateway(gatewayId)
                .filter(gateway -> gateway.status() == GatewayStatus.ACTIVE)
                .flatMap(gateway -> whyStranded(keys.book().of(gatewayId)))
                .map(
                        why ->
                                why
                                        + ": enrol it anew with a code by 'reveille enroll "
                                        + gatewayId
                                        + "'");
    }

    private Optional<String> whyStranded(GatewayKeys known) {
        long version = known.listVersion();
        if (ring.all(Kind.SENDER).stream()
                .noneMatch(key -> key.state() != State.REVOKED && key.isKnownWith(version))) {
            return Optional.of("it knows no sender key that is not revoked");
        }
        List<X509Certificate> chain = keys.serverIdentity().chain();
        Octets authority = der(chain.get(chain.size() - 1));
        if (ring.all(Kind.CA).stream()
                .noneMatch(ca -> ca.octets().equals(authority) && ca.isKnownWith(version))) {
            return Optional.of("it does not know the authority of the server's certificate");
        }
        return known.certificateEnds()
                .filter(end -> !ring.now().isBefore(end))
                .map(end -> "its certificate ended on " + LocalDate.ofInstant(end, ZoneOffset.UTC));
    }

    @Override
    public synchronized String lowestSuite(int suite, boolean leaveBehind) {
        int before = lists.lowestSuite();
        if (suite != Suite.AUTH_CHACHA20_POLY1305.octet()
                && suite != Suite.AUTH_PSK_CHACHA20_POLY1305.octet()) {
            throw new IllegalArgumentException(
                    "the lowest suite is 01, or 11 for requests with pre-shared keys alone");
        }
        int without =
                suite == Suite.AUTH_PSK_CHACHA20_POLY1305.octet()
                        ? keys.book().count(known -> known.psk().isEmpty())
                        : 0;
        if (without > 0 && !leaveBehind) {
            throw new IllegalStateException(
                    "%d active gateways have no pre-shared key yet, which they agree on in their next tunnels: wake them first, or leave them behind"
                            .formatted(without));
        }
        lists.lowestSuite(suite);
        lists.publishIfNeeded();
        return told(
                before == suite
                        ? "The lowest suite is %02x already.".formatted(suite)
                        : "The lowest suite is %02x from now on; gateways hear of it in their next tunnels."
                                .formatted(suite));
    }

    private static Octets der(X509Certificate certificate) {
        try {
            return Octets.of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate without an encoding", e);
        }
    }

    @Override
    public synchronized String rotateSender() {
        FleetKey next =
                ring.in(Kind.SENDER, State.NEXT)
                        .orElseThrow(
                                () -> new IllegalStateException("there is no next sender key"));
        if (next.firstList().isEmpty()) {
            throw new IllegalStateException(
                    "sender key %d has not been in a published list yet, so that no gateway knows it: export the list, have it signed and import it first"
                            .formatted(next.id()));
        }
        FleetKey current = ring.current(Kind.SENDER);
        ring.replace(
                ring.all().stream()
                        .map(
                                key ->
                                        key.equals(next)
                                                ? key.in(State.CURRENT, ring.now())
                                                : key.equals(current)
                                                        ? key.in(State.OLD, ring.now())
                                                        : key)
                        .toList());
        FleetKey fresh = created(Kind.SENDER);
        lists.publishIfNeeded();
        return told(
                "Sender key %d seals from now on; key %d stays good for gateways that slept; key %d is the next."
                        .formatted(next.id(), current.id(), fresh.id()));
    }

    @Override
    public synchronized String rotateCa(boolean leaveBehind) {
        Optional<FleetKey> announced = ring.in(Kind.CA, State.NEXT);
        if (announced.isEmpty()) {
            FleetKey fresh = created(Kind.CA);
            lists.publishIfNeeded();
            return told(
                    "Certificate authority %d is made; it takes over once all active gateways have heard of it."
                            .formatted(fresh.id()));
        }
        FleetKey next = announced.get();
        int unaware = unaware(next);
        if (unaware > 0 && !leaveBehind) {
            throw new IllegalStateException(
                    "%d active gateways have not heard of authority %d yet and would be lost: they learn of it in their next tunnels"
                            .formatted(unaware, next.id()));
        }
        FleetKey current = ring.current(Kind.CA);
        ring.replace(
                ring.all().stream()
                        .map(
                                key ->
                                        key.equals(next)
                                                ? key.in(State.CURRENT, ring.now())
                                                : key.equals(current)
                                                        ? key.in(State.OLD, ring.now())
                                                        : key)
                        .toList());
        lists.publishIfNeeded();
        return told(
                "Certificate authority %d signs from now on; gateways renew their certificates in their next tunnels. Enrolment codes of before are void: make new ones."
                        .formatted(next.id()));
    }

    int unaware(FleetKey key) {
        return keys.book().count(known -> !key.isKnownWith(known.listVersion()));
    }

    @Override
    public String rotateServer() {
        try {
            keys.renewServerIdentity();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the server's certificate can't be renewed: " + e.getMessage(), e);
        }
        return told("The server has a new key and certificate, used from the next connection on.");
    }

    @Override
    public int order(KeyTask task, Optional<String> gatewayId) {
        List<Gateway> gateways =
                gatewayId.isPresent()
                        ? List.of(
                                registry.gateway(gatewayId.get())
                                        .orElseThrow(
                                                () ->
                                                        new NoSuchElementException(
                                                                "there is no gateway "
                                                                        + gatewayId.get())))
                        : registry.gateways();
        int ordered = 0;
        for (Gateway gateway : gateways) {
            if (gateway.status() == GatewayStatus.ACTIVE) {
                keys.book()
                        .change(
                                gateway.id(),
                                known -> {
                                    Set<KeyTask> wanted = EnumSet.of(task);
                                    wanted.addAll(known.wanted());
                                    return known.withWanted(wanted);
                                });
                ordered++;
            }
        }
        return ordered;
    }

    @Override
    public synchronized String revokeSender(int id) {
        FleetKey key =
                ring.all(Kind.SENDER).stream()
                        .filter(k -> k.id() == id)
                        .findFirst()
                        .orElseThrow(
                                () -> new NoSuchElementException("there is no sender key " + id));
        FleetKey successor = null;
        if (key.state() == State.CURRENT) {
            successor = ring.in(Kind.SENDER, State.NEXT).orElseThrow();
        }
        FleetKey heir = successor;
        ring.replace(
                ring.all().stream()
                        .map(
                                k ->
                                        k.equals(key)
                                                ? k.in(State.REVOKED, ring.now())
                                                : k.equals(heir)
                                                        ? k.in(State.CURRENT, ring.now())
                                                        : k)
                        .toList());
        if (ring.in(Kind.SENDER, State.NEXT).isEmpty()) {
            created(Kind.SENDER);
        }
        lists.publishIfNeeded();
        int unaware = unaware(ring.current(Kind.SENDER));
        return told(
                "Sender key %d is revoked and seals nothing any more; key %d is current.%s"
                        .formatted(
                                id,
                                ring.current(Kind.SENDER).id(),
                                unaware == 0
                                        ? ""
                                        : " %d active gateways do not know that one yet: an older key is used for them where there is one, else they have to dial by themselves or enrol anew."
                                                .formatted(unaware)));
    }

    @Override
    public Octets unsignedList() {
        if (!lists.isNeeded()) {
            throw new IllegalStateException(
                    "key list %d says how things are: nothing is to be signed"
                            .formatted(lists.newest().list().version()));
        }
        return lists.next().encode();
    }

    @Override
    public synchronized void publish(Octets signedList) {
        try {
            lists.publish(SignedKeyList.decode(signedList));
        } catch (KeyMaterialException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public synchronized String handOverRoot(Octets publicKey) {
        if (publicKey.equals(lists.nextSigner())) {
            throw new IllegalArgumentException("that is the root key already");
        }
        try {
            lists.handOver(publicKey);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the server's root key can't be destroyed: " + e.getMessage(), e);
        }
        return told(
                "Key list %d names the new root key %s; the server's own is destroyed, and lists are signed by 'reveille keys sign' from now on."
                        .formatted(
                                lists.newest().list().version(), RootKey.fingerprint(publicKey)));
    }

    private FleetKey created(Kind kind) {
        try {
            return kind == Kind.SENDER ? ring.newSender(State.NEXT) : ring.newAuthority(State.NEXT);
        } catch (IOException e) {
            throw new IllegalStateException("a new key can't be kept: " + e.getMessage(), e);
        }
    }

    private int behind(long version) {
        return keys.book().count(known -> known.listVersion() < version);
    }

    private String told(String what) {
        LOG.info("{}", what);
        return lists.isNeeded()
                ? what + " The next key list is to be signed: 'reveille keys list-export'."
                : what;
    }
}
