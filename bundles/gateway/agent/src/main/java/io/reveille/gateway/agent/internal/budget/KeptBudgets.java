/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.budget;

import io.reveille.gateway.agent.AccessBudget;
import io.reveille.gateway.agent.internal.dial.Allowance;
import io.reveille.gateway.agent.internal.dial.DialBudget;
import io.reveille.protocol.RateLimit;
import io.reveille.protocol.SignalChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often messages are opened on each channel and proxies are dialled, kept across restarts and
 * crashes.
 *
 * <p>Each dial is written down before it begins. Openings are written down ahead, five at a time,
 * so that a flood costs no more than a few small writes in a minute; after a crash what was left of
 * the five counts as used. When the file cannot be written, the budgets hold until the next
 * restart, and the log says so: what may be accepted then, the replay state and the audit log
 * decide.
 */
public final class KeptBudgets implements RateLimit, DialBudget, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptBudgets.class);
    private static final int OPENS_AHEAD = 5;
    private static final String MINUTE = "dial.minute";
    private static final String HOUR = "dial.hour";

    private final BudgetFile file;
    private final LongSupplier nanoTime;
    private final Map<String, Allowance> allowances = new LinkedHashMap<>();
    private final Map<String, Ahead> ahead = new TreeMap<>();

    /** Openings that are written down and not yet made. */
    private record Ahead(int left, long untilNanos) {}

    private KeptBudgets(BudgetFile file, AccessBudget limits, LongSupplier nanoTime)
            throws IOException {
        this.file = file;
        this.nanoTime = nanoTime;
        Map<String, Duration> missing = file.read();
        for (SignalChannel channel : SignalChannel.values()) {
            add(name(channel), limits.opensPerMinute(), Duration.ofMinutes(1), missing);
        }
        add(MINUTE, limits.dialsPerMinute(), Duration.ofMinutes(1), missing);
        add(HOUR, limits.dialsPerHour(), Duration.ofHours(1), missing);
    }

    /**
     * Opens a home's budgets as they were left.
     *
     * @throws IOException when the file is there but cannot be read
     */
    public static KeptBudgets open(
            Path home, AccessBudget limits, Clock clock, LongSupplier nanoTime) throws IOException {
        return new KeptBudgets(new BudgetFile(home, clock), limits, nanoTime);
    }

    private void add(String name, int count, Duration per, Map<String, Duration> missing) {
        Allowance allowance = new Allowance(count, per, nanoTime.getAsLong());
        allowance.spend(missing.getOrDefault(name, Duration.ZERO));
        allowances.put(name, allowance);
    }

    private static String name(SignalChannel channel) {
        return "open." + channel.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public synchronized boolean admits(SignalChannel channel) {
        String name = name(channel);
        long now = nanoTime.getAsLong();
        Allowance allowance = allowance(name);
        if (!allowance.take(now)) {
            return false;
        }
        Ahead written = ahead.get(name);
        if (written != null && written.left() > 0 && now - written.untilNanos() < 0) {
            ahead.put(name, new Ahead(written.left() - 1, written.untilNanos()));
        } else {
            Duration reserved = allowance.cost().multipliedBy(OPENS_AHEAD - 1L);
            ahead.put(name, new Ahead(OPENS_AHEAD - 1, now + reserved.toNanos()));
            write(now);
        }
        return true;
    }

    @Override
    public synchronized Duration take(long nowNanos) {
        Allowance minute = allowance(MINUTE);
        Allowance hour = allowance(HOUR);
        Duration inMinute = minute.untilNext(nowNanos);
        Duration inHour = hour.untilNext(nowNanos);
        Duration wait = inMinute.compareTo(inHour) > 0 ? inMinute : inHour;
        if (wait.isZero()) {
            minute.take(nowNanos);
            hour.take(nowNanos);
            write(nowNanos);
        }
        return wait;
    }

    private Allowance allowance(String name) {
        Allowance allowance = allowances.get(name);
        if (allowance == null) {
            throw new IllegalStateException("no budget " + name);
        }
        return allowance;
    }

    private void write(long now) {
        Map<String, Duration> missing = new TreeMap<>();
        allowances.forEach(
                (name, allowance) -> {
                    Ahead written = ahead.getOrDefault(name, new Ahead(0, now));
                    Duration reserved =
                            now - written.untilNanos() < 0
                                    ? allowance.cost().multipliedBy(written.left())
                                    : Duration.ZERO;
                    missing.put(name, allowance.missing(now).plus(reserved));
                });
        try {
            file.write(missing);
        } catch (IOException e) {
            LOG.warn("The gateway's budgets cannot be kept: {}", e.getMessage());
        }
    }

    /** Writes what was really used. */
    @Override
    public synchronized void close() {
        ahead.clear();
        write(nanoTime.getAsLong());
    }
}
