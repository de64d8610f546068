/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.refusal;

import io.reveille.bench.BenchFleet;
import io.reveille.crypto.Octets;
import io.reveille.gateway.agent.AccessBudget;
import io.reveille.gateway.agent.OfferedService;
import io.reveille.gateway.agent.PrivateProxy;
import io.reveille.gateway.agent.PrivateProxyConfiguration;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TrustedClock;
import io.reveille.protocol.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * How long the gateway is busy with messages that it refuses, by what is wrong with them, as who
 * watches a channel can see it: when the channel has done with one.
 */
public final class RefusalTimes {
    private static final AccessBudget PLENTY =
            new AccessBudget(6000, 600, 10_000, 8, Duration.ofMillis(50), Duration.ofSeconds(1));
    private static final int WARM_UP = 20;

    private final int samples;
    private final Random random;

    /**
     * @param samples of each kind
     */
    public RefusalTimes(int samples, long seed) {
        this.samples = samples;
        this.random = new Random(seed);
    }

    /**
     * Measures in a random order.
     *
     * @param home an empty directory
     */
    public String measure(Path home) throws IOException {
        BenchFleet fleet = new BenchFleet();
        fleet.gateway().store(home);
        PrivateProxyConfiguration usual =
                PrivateProxyConfiguration.of(
                        home, OfferedService.parse("echo=127.0.0.1:" + BenchFleet.SERVICE_PORT));
        try (PrivateProxy gateway =
                PrivateProxy.open(
                        new PrivateProxyConfiguration(
                                home,
                                usual.services(),
                                usual.protocols(),
                                usual.tunnel(),
                                usual.proxiesAllowed(),
                                usual.msisdn(),
                                PLENTY,
                                usual.ipsec()),
                        fleet.gateway(),
                        TrustedClock.of(Clock.systemUTC()))) {
            Octets accepted = fleet.seal(fleet.draft(9, 1)).octets();
            if (!(gateway.receive(SignalChannel.SMS, accepted) instanceof Verdict.Accepted)) {
                throw new IllegalStateException("a good request was refused");
            }
            List<Refusal> order = new ArrayList<>();
            for (int i = 0; i < samples + WARM_UP; i++) {
                order.addAll(List.of(Refusal.values()));
            }
            Collections.shuffle(order, random);
            return table(times(gateway, fleet, accepted, order));
        }
    }

    private Map<Refusal, List<Long>> times(
            PrivateProxy gateway, BenchFleet fleet, Octets accepted, List<Refusal> order) {
        Map<Refusal, List<Long>> times = new EnumMap<>(Refusal.class);
        long counter = 1;
        for (Refusal kind : order) {
            Octets message = kind.message(fleet, accepted, ++counter);
            long before = System.nanoTime();
            Verdict verdict = gateway.receive(SignalChannel.SMS, message);
            long took = System.nanoTime() - before;
            if (verdict instanceof Verdict.Accepted) {
                throw new IllegalStateException(kind + " was accepted");
            }
            times.computeIfAbsent(kind, none -> new ArrayList<>()).add(took);
        }
        times.replaceAll((kind, all) -> all.subList(WARM_UP, all.size()));
        return times;
    }

    private static String table(Map<Refusal, List<Long>> times) {
        StringBuilder table =
                new StringBuilder(
                        "| refused because it is | median ms | 5 % to 95 % ms | told from a forgery, one guess |\n|---|---:|---:|---:|\n");
        List<Long> forged = times.getOrDefault(Refusal.FORGED, List.of());
        times.forEach(
                (kind, all) -> {
                    List<Long> sorted = all.stream().sorted().toList();
                    table.append(
                            String.format(
                                    Locale.ROOT,
                                    "| %s | %.2f | %.2f to %.2f | %s |\n",
                                    kind.words(),
                                    millis(sorted, 0.5),
                                    millis(sorted, 0.05),
                                    millis(sorted, 0.95),
                                    kind == Refusal.FORGED
                                            ? ""
                                            : String.format(
                                                    Locale.ROOT,
                                                    "%.0f %%",
                                                    100 * guess(all, forged))));
                });
        return table.toString();
    }

    private static double millis(List<Long> sorted, double share) {
        return sorted.get((int) (share * (sorted.size() - 1))) / 1e6;
    }

    /**
     * How often one is right who sees one time of each of two kinds and says which is which: 0.5 is
     * mere luck, 1 always. It is the area under the ROC curve, that is, the Mann-Whitney U
     * statistic over the number of pairs.
     */
    static double guess(List<Long> one, List<Long> other) {
        double right = 0;
        for (long a : one) {
            for (long b : other) {
                right += a > b ? 1 : a == b ? 0.5 : 0;
            }
        }
        double area = right / ((double) one.size() * other.size());
        return Math.max(area, 1 - area);
    }
}
