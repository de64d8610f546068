/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.crypto.Octets;
import io.reveille.server.registry.Registry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/**
 * Keeps the zone's serial and, for secondaries, the zone as a whole, with all its signatures. These
 * are made for a week at a time and are good for two more, so a secondary that hears nothing for
 * that long is still believed.
 */
final class ZoneKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ZoneKeeper.class);
    private static final long CALM_MS = 200;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration BEFORE = Duration.ofDays(1);
    private static final Duration AFTER = Duration.ofDays(21);

    private final ZoneRecords records;
    private final Optional<ZoneKeys> keys;
    private final ZoneSerial serials;
    private final ZoneContent content;
    private final boolean transferred;
    private final Notifier notifier;
    private final InstantSource clock;
    private final AtomicBoolean due = new AtomicBoolean();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread daemon = new Thread(work, "dns-zone");
                        daemon.setDaemon(true);
                        return daemon;
                    });

    private volatile ZoneVersion version = new ZoneVersion(0, SigningSet.NONE, Optional.empty());
    private volatile Optional<HttpsEntry> https = Optional.empty();
    private volatile Optional<TransferZone> whole = Optional.empty();
    private Map<Octets, byte[]> signatures = new HashMap<>();

    /**
     * @param transferred whether anybody may have the zone as a whole
     */
    ZoneKeeper(
            ZoneRecords records,
            Optional<ZoneKeys> keys,
            ZoneSerial serials,
            ZoneContent content,
            boolean transferred,
            Notifier notifier,
            InstantSource clock) {
        this.records = records;
        this.keys = keys;
        this.serials = serials;
        this.content = content;
        this.transferred = transferred;
        this.notifier = notifier;
        this.clock = clock;
    }

    /** Follows the registry from now on. */
    Registry.Subscription follow(Registry registry) {
        renew();
        var unused = thread.scheduleWithFixedDelay(this::attempt, 1, 1, TimeUnit.HOURS);
        return registry.onChange(this::changed);
    }

    /** There are HTTPS records with this from soon on, or none. */
    void https(Optional<HttpsEntry> entry) {
        https = entry;
        changed();
    }

    ZoneVersion version() {
        return version;
    }

    Optional<TransferZone> whole() {
        return whole;
    }

    /** Something may be another; many changes at once are one. */
    private void changed() {
        if (due.compareAndSet(false, true)) {
            try {
                var unused =
                        thread.schedule(
                                () -> {
                                    due.set(false);
                                    attempt();
                                },
                                CALM_MS,
                                TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("the zone is being closed", e);
            }
        }
    }

    private void attempt() {
        try {
            renew();
        } catch (RuntimeException e) {
            LOG.error("the zone stays as it was: {}", e.getMessage(), e);
        }
    }

    /** Makes the zone what it is to be now. */
    synchronized void renew() {
        SigningSet current = keys.map(ZoneKeys::current).orElse(SigningSet.NONE);
        ZoneVersion wanted = new ZoneVersion(0, current, https);
        List<RRset> sets = content.sets(wanted);
        long week = clock.instant().getEpochSecond() / WEEK.toSeconds();
        long serial = serials.of(digest(sets, transferred && current.isSigned() ? week : 0));
        boolean grown = serial != version.serial();
        ZoneVersion next = wanted.withSerial(serial);
        if (transferred && (grown || whole.isEmpty())) {
            whole = Optional.of(whole(sets, next, week));
        }
        version = next;
        if (grown) {
            notifier.announce(records.soa(serial));
        }
    }

    private TransferZone whole(List<RRset> sets, ZoneVersion of, long week) {
        SOARecord soa = records.soa(of.serial());
        List<RRset> all = new ArrayList<>(sets);
        all.add(new RRset(soa));
        if (of.keys().isSigned()) {
            all.addAll(ZoneContent.chain(all, records.apex(), records.negativeTtl()));
        }
        Instant from = Instant.ofEpochSecond(week * WEEK.toSeconds());
        Map<Octets, byte[]> made = new HashMap<>();
        List<Record> list = new ArrayList<>();
        for (RRset set : all) {
            set.rrs().stream().filter(record -> !record.equals(soa)).forEach(list::add);
            for (ZoneKey key : of.keys().signersOf(set.getType())) {
                RrsetSigner.Draft draft =
                        RrsetSigner.draft(set, key, from.minus(BEFORE), from.plus(AFTER));
                Octets digest = Octets.of(sha256().digest(draft.octets().toArray()));
                byte[] kept = signatures.get(digest);
                byte[] signature = kept == null ? RrsetSigner.sign(draft, key) : kept;
                made.put(digest, signature);
                list.add(RrsetSigner.complete(draft, set, key, signature));
            }
        }
        signatures = made;
        return new TransferZone(soa, list);
    }

    private Octets digest(List<RRset> sets, long week) {
        TreeSet<String> lines = new TreeSet<>();
        for (RRset set : sets) {
            for (Record record : set.rrs()) {
                lines.add(Octets.of(record.toWire(Section.ANSWER)).hex());
            }
        }
        // the serial apart, the SOA counts as well
        lines.add(Octets.of(records.soa(0).toWire(Section.ANSWER)).hex());
        MessageDigest sha256 = sha256();
        lines.forEach(line -> sha256.update(Octets.fromHex(line).toArray()));
        sha256.update(Long.toString(week).getBytes(StandardCharsets.US_ASCII));
        return Octets.of(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("the zone is still being signed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
