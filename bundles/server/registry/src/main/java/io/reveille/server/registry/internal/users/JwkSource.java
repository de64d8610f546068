/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An issuer's keys, kept for some minutes and read anew when they are older, or a token names one
 * that is not there; never more often than so, whatever tokens come. When they can't be read, the
 * last ones stay good for a day.
 */
final class JwkSource {
    private static final Logger LOG = LoggerFactory.getLogger(JwkSource.class);
    static final int MAX_OCTETS = 256 * 1024;
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    /** Where the keys are. */
    interface Place {
        InputStream open() throws IOException;

        /** After so long they are read again. */
        Duration fresh();

        /** They are never read again sooner. */
        Duration pause();
    }

    private final Place place;
    private final LongSupplier nanoTime;
    private List<Jwk> keys = List.of();
    private long readAt;
    private long triedAt;
    private boolean read;
    private boolean tried;

    JwkSource(Place place, LongSupplier nanoTime) {
        this.place = place;
        this.nanoTime = nanoTime;
    }

    /** The keys; reads them if they are not fresh. */
    synchronized List<Jwk> keys() {
        if (!read || isOlder(readAt, place.fresh())) {
            readAgain();
        }
        return keys;
    }

    /** The keys, when those that were known did not do. */
    synchronized List<Jwk> newer() {
        readAgain();
        return keys;
    }

    private void readAgain() {
        if (tried && !isOlder(triedAt, place.pause())) {
            return;
        }
        tried = true;
        triedAt = nanoTime.getAsLong();
        try (InputStream in = place.open()) {
            byte[] octets = in.readNBytes(MAX_OCTETS + 1);
            if (octets.length > MAX_OCTETS) {
                throw new JwtException("there are more than %d octets".formatted(MAX_OCTETS));
            }
            keys = Jwk.set(octets);
            readAt = triedAt;
            read = true;
        } catch (IOException | JwtException e) {
            LOG.error("the keys of jwt.keys ({}) can't be read: {}", place, e.getMessage());
            if (read && isOlder(readAt, FORGOTTEN)) {
                keys = List.of();
            }
        }
    }

    private boolean isOlder(long at, Duration age) {
        return nanoTime.getAsLong() - at >= age.toNanos();
    }
}
