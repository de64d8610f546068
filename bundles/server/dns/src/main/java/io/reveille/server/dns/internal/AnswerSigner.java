/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.crypto.Octets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;

/**
 * Signs answers as they are asked for. Signatures are kept for a while, in limited number, and made
 * at a limited rate.
 *
 * <p>All signatures of a day (UTC) have the same times, so that these do not tell since when a name
 * is being asked for; they begin a day earlier and end days later, so that neither this server's
 * clock nor a resolver's need be right to the hour. What is kept for one network of askers is not
 * used for another: how fast an answer comes tells nobody what others have asked.
 */
final class AnswerSigner {
    private static final Duration BEFORE = Duration.ofDays(1);
    private static final Duration AFTER = Duration.ofDays(3);
    private static final int MOST_KEPT = 8192;
    private static final int SIGNATURES_PER_SECOND = 2000;

    private final InstantSource clock;
    private final Map<Octets, byte[]> kept = new LinkedHashMap<>(64, 0.75f, true);
    private long second;
    private int made;

    AnswerSigner(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether there is time for more signatures in this second. */
    synchronized boolean hasTime() {
        return clock.instant().getEpochSecond() != second || made < SIGNATURES_PER_SECOND;
    }

    /**
     * The signatures of a set.
     *
     * @param audience for whom they are kept
     */
    List<RRSIGRecord> sign(RRset set, SigningSet keys, String audience) {
        Instant day = clock.instant().truncatedTo(ChronoUnit.DAYS);
        return keys.signersOf(set.getType()).stream()
                .map(key -> sign(set, key, day.minus(BEFORE), day.plus(AFTER), audience))
                .toList();
    }

    private RRSIGRecord sign(
            RRset set, ZoneKey key, Instant inception, Instant expiration, String audience) {
        RrsetSigner.Draft draft = RrsetSigner.draft(set, key, inception, expiration);
        Octets digest = digest(audience, draft.octets().toArray());
        byte[] signature = find(digest);
        if (signature.length == 0) {
            signature = RrsetSigner.sign(draft, key);
            keep(digest, signature);
        }
        return RrsetSigner.complete(draft, set, key, signature);
    }

    private synchronized byte[] find(Octets digest) {
        return kept.getOrDefault(digest, new byte[0]);
    }

    private synchronized void keep(Octets digest, byte[] signature) {
        long now = clock.instant().getEpochSecond();
        made = now == second ? made + 1 : 1;
        second = now;
        kept.put(digest, signature);
        if (kept.size() > MOST_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    /** How many are kept. */
    synchronized int size() {
        return kept.size();
    }

    private static Octets digest(String audience, byte[] octets) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((audience + "\n").getBytes(StandardCharsets.US_ASCII));
            return Octets.of(sha256.digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
