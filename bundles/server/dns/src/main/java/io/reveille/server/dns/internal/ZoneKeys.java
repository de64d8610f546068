/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.server.dns.internal.ZoneKey.State;
import io.reveille.server.registry.SigningKeys;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC.DNSSECException;
import org.xbill.DNS.Name;

/**
 * The zone's keys and how one replaces another (RFC 6781, 4.1.2, "pre-publish", with one key for
 * all): the next is published; takes over once no resolver can have the keys from before; and the
 * old one goes once none can have what it signed.
 */
final class ZoneKeys {
    private static final Duration MARGIN = Duration.ofHours(1);
    private static final int MOST_RETIRED = 2;

    private final KeyLedger ledger;
    private final SigningKeys vault;
    private final Duration longestTtl;
    private final InstantSource clock;
    private volatile SigningSet current;

    /**
     * @param longestTtl of what is signed
     */
    ZoneKeys(KeyLedger ledger, SigningKeys vault, Duration longestTtl, InstantSource clock) {
        this.ledger = ledger;
        this.vault = vault;
        this.longestTtl = longestTtl;
        this.clock = clock;
        this.current = new SigningSet(ledger.read());
        if (current.in(State.ACTIVE).isEmpty()) {
            become(List.of(created(State.ACTIVE)));
        }
    }

    SigningSet current() {
        return current;
    }

    /** When a key may go into its next state; empty for an active one. */
    Optional<Instant> next(ZoneKey key) {
        return switch (key.state()) {
            case PUBLISHED ->
                    Optional.of(
                            key.since()
                                    .plus(MARGIN)
                                    .plus(Duration.ofSeconds(ZoneRecords.APEX_TTL)));
            case ACTIVE -> Optional.empty();
            case RETIRED -> Optional.of(key.since().plus(MARGIN).plus(longestTtl));
        };
    }

    synchronized String roll(boolean now) {
        Optional<ZoneKey> published = current.in(State.PUBLISHED);
        return published.isPresent() ? takeOver(published.get(), now) : publish();
    }

    private String publish() {
        List<ZoneKey> keys = new ArrayList<>(current.keys());
        List<ZoneKey> retired = keys.stream().filter(key -> key.state() == State.RETIRED).toList();
        if (retired.size() >= MOST_RETIRED) {
            throw new IllegalStateException(
                    "%d replaced keys are still in the zone: take key %d out first, by 'reveille dns keys retire %d'"
                            .formatted(retired.size(), retired.get(0).tag(), retired.get(0).tag()));
        }
        ZoneKey next = created(State.PUBLISHED);
        keys.add(next);
        become(keys);
        return "Key %d is published. Give the parent its DS record beside the present one: %s%nFrom %s on, and once the parent has it, let it take over by another 'reveille dns keys roll'."
                .formatted(next.tag(), next.ds(), next(next).orElseThrow());
    }

    private String takeOver(ZoneKey published, boolean now) {
        requireTime(published, now, "take over");
        ZoneKey old = current.in(State.ACTIVE).orElseThrow();
        Instant at = now();
        become(
                current.keys().stream()
                        .map(
                                key ->
                                        key.id() == published.id()
                                                ? key.in(State.ACTIVE, at)
                                                : key.id() == old.id()
                                                        ? key.in(State.RETIRED, at)
                                                        : key)
                        .toList());
        return "Key %d signs from now on. Have the parent remove the DS record of key %d; then, from %s on, take it out by 'reveille dns keys retire %d'."
                .formatted(
                        published.tag(),
                        old.tag(),
                        next(old.in(State.RETIRED, at)).orElseThrow(),
                        old.tag());
    }

    synchronized String retire(int tag, boolean now) {
        ZoneKey key =
                current.keys().stream()
                        .filter(candidate -> candidate.tag() == tag)
                        .findFirst()
                        .orElseThrow(
                                () -> new NoSuchElementException("the zone has no key " + tag));
        if (key.state() == State.ACTIVE) {
            throw new IllegalStateException(
                    "key %d signs the zone: let another take over first, by 'reveille dns keys roll'"
                            .formatted(tag));
        }
        if (key.state() == State.RETIRED) {
            requireTime(key, now, "go");
        }
        become(current.keys().stream().filter(other -> other.id() != key.id()).toList());
        vault.remove(KeyLedger.vaultName(key.id()));
        return "Key %d is out of the zone and destroyed.".formatted(tag);
    }

    private void requireTime(ZoneKey key, boolean now, String what) {
        Instant from = next(key).orElseThrow();
        if (!now && clock.instant().isBefore(from)) {
            throw new IllegalStateException(
                    "resolvers may still hold what was before: key %d may %s from %s on. With --now it is done all the same, and some may not resolve the zone for a while"
                            .formatted(key.tag(), what, from));
        }
    }

    private ZoneKey created(State state) {
        while (true) {
            int id = freeId();
            KeyPair pair = vault.create(KeyLedger.vaultName(id));
            DNSKEYRecord dnskey = ledger.dnskey(publicKey(pair));
            // keys of one zone are told apart by their tags
            if (current.keys().stream().noneMatch(key -> key.tag() == dnskey.getFootprint())) {
                return new ZoneKey(id, state, now(), dnskey, pair.getPrivate());
            }
            vault.remove(KeyLedger.vaultName(id));
        }
    }

    private int freeId() {
        int id = current.keys().stream().mapToInt(ZoneKey::id).max().orElse(0) + 1;
        while (vault.load(KeyLedger.vaultName(id)).isPresent()) {
            id++;
        }
        return id;
    }

    private byte[] publicKey(KeyPair pair) {
        try {
            DNSKEYRecord sample = ledger.dnskey(new byte[] {0});
            return new DNSKEYRecord(
                            Name.root,
                            sample.getDClass(),
                            sample.getTTL(),
                            sample.getFlags(),
                            sample.getProtocol(),
                            sample.getAlgorithm(),
                            pair.getPublic())
                    .getKey();
        } catch (DNSSECException e) {
            throw new IllegalStateException("a key that DNSSEC can't have", e);
        }
    }

    private void become(List<ZoneKey> keys) {
        ledger.write(keys);
        current = new SigningSet(keys);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
