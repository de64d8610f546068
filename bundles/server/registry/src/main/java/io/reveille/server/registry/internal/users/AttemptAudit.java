/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import io.reveille.server.registry.AccessAttempt;
import io.reveille.server.registry.internal.store.AccessAttemptTable;
import io.reveille.server.registry.internal.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who showed credentials, from where and what came of it. What comes is gathered and
 * written together; the same admission is written once a minute.
 */
public final class AttemptAudit {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptAudit.class);
    private static final int MAX_GATHERED = 4096;
    private static final int MAX_ADMISSIONS = 4096;
    private static final int MAX_LIMIT = 1000;
    private static final int KEPT = 100_000;
    private static final Duration KEPT_FOR = Duration.ofDays(90);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final int MAX_USER = 64;
    private static final int MAX_DETAIL = 200;

    private final Database database;
    private final InstantSource clock;
    private final Queue<AccessAttempt> gathered = new ArrayDeque<>();
    private final Map<String, Instant> admissions =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                    return size() > MAX_ADMISSIONS;
                }
            };
    private long dropped;

    public AttemptAudit(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Someone was let in. */
    void admitted(String source, String kind, String user, String detail) {
        Instant now = clock.instant();
        synchronized (this) {
            String same = String.join(" ", source, kind, user, detail);
            Instant last = admissions.get(same);
            if (last != null && last.plus(AGAIN).isAfter(now)) {
                return;
            }
            admissions.remove(same);
            admissions.put(same, now);
            gather(new AccessAttempt(now, source, kind, user, true, clean(detail, MAX_DETAIL)));
        }
        LOG.debug("{} let in from {} by {}", user, source, detail);
    }

    /** Someone was not let in. */
    void denied(String source, String kind, String user, String why) {
        String named = clean(user, MAX_USER);
        synchronized (this) {
            gather(
                    new AccessAttempt(
                            clock.instant(), source, kind, named, false, clean(why, MAX_DETAIL)));
        }
        LOG.info("denied: {} of '{}' from {}: {}", kind, named, source, why);
    }

    private void gather(AccessAttempt attempt) {
        if (gathered.size() >= MAX_GATHERED) {
            dropped++;
        } else {
            gathered.add(attempt);
        }
    }

    List<AccessAttempt> recent(int limit, Optional<String> user) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "the limit must be 1 to %d, but is %d".formatted(MAX_LIMIT, limit));
        }
        write();
        return database.transaction(c -> AccessAttemptTable.recent(c, limit, user));
    }

    /** Writes what was gathered, and drops what is too old or too much. */
    void write() {
        List<AccessAttempt> attempts;
        synchronized (this) {
            attempts = new ArrayList<>(gathered);
            gathered.clear();
            if (dropped > 0) {
                LOG.warn("{} attempts came too fast to be written down", dropped);
                dropped = 0;
            }
        }
        if (!attempts.isEmpty()) {
            database.transaction(
                    connection -> {
                        AccessAttemptTable.insert(connection, attempts);
                        AccessAttemptTable.prune(connection, clock.instant().minus(KEPT_FOR), KEPT);
                        return attempts;
                    });
        }
    }

    private static String clean(String text, int most) {
        String printable = text.replaceAll("[^ -~]", "?");
        return printable.length() > most ? printable.substring(0, most) : printable;
    }
}
