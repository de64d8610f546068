/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
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
    private static final Duration WAIT = Duration.ofSeconds(2);

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
    private final ReentrantLock reading = new ReentrantLock();
    private volatile List<Jwk> keys = List.of();
    private volatile long readAt;
    private volatile boolean read;
    private long triedAt; // under the lock
    private boolean tried; // under the lock

    JwkSource(Place place, LongSupplier nanoTime) {
        this.place = place;
        this.nanoTime = nanoTime;
    }

    /** The keys; reads them if they are not fresh, unless another thread is at it already. */
    List<Jwk> keys() {
        if (!read || isOlder(readAt, place.fresh())) {
            readAgain(read ? Duration.ZERO : WAIT);
        }
        return keys;
    }

    /** The keys, when those that were known did not do. */
    List<Jwk> newer() {
        readAgain(WAIT);
        return keys;
    }

    /** Reads them once, however many ask, and has nobody wait long for who reads. */
    private void readAgain(Duration wait) {
        try {
            if (!reading.tryLock(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            if (!tried || isOlder(triedAt, place.pause())) {
                readNow();
            }
        } finally {
            reading.unlock();
        }
    }

    private void readNow() {
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
