/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.kill9;

import io.reveille.bench.BenchFleet;
import io.reveille.bench.kill9.KillReport.Phase;
import io.reveille.gateway.agent.AuditLog;
import io.reveille.gateway.agent.AuditTrail;
import io.reveille.protocol.SealedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Kills a gateway again and again at random moments of validation and dialling, hands it old
 * requests after each start, and compares in the end what was seen with what it has recorded.
 *
 * <p>In each life the request of the last shot comes again, then one that was accepted long ago;
 * then a new one, and a random time later the kill. Half of the kills fall into the time that a
 * verdict takes, half into the time that a tunnel takes; each tenth falls into the start instead.
 */
public final class KillRun {
    private static final int START_EVERY = 10;
    private static final double BEYOND = 1.2;

    private final KillOptions options;
    private final Path home;
    private final Consumer<String> say;
    private final Random random;
    private final BenchFleet fleet = new BenchFleet();
    private final Ledger ledger = new Ledger();
    private Optional<SealedRequest> lastShot = Optional.empty();
    private long counter;
    private long startNanos;
    private long verdictNanos;
    private long tunnelNanos;
    private int shotsAtStart;

    /**
     * @param home an empty directory
     * @param say takes lines about how far it is
     */
    public KillRun(KillOptions options, Path home, Consumer<String> say) {
        this.options = options;
        this.home = home;
        this.say = say;
        this.random = new Random(options.seed());
    }

    /** Runs it. */
    public KillReport run() throws IOException, InterruptedException {
        long began = System.nanoTime();
        fleet.gateway().store(home);
        try (DialIns dialIns = new DialIns(fleet)) {
            int lives = options.rehearsals() + options.kills();
            GatewayLife next = new GatewayLife(home);
            for (int life = 1; life <= lives; life++) {
                try (GatewayLife gateway = next) {
                    if (life < lives) {
                        next = new GatewayLife(home);
                    }
                    dialIns.life(life);
                    if (life <= options.rehearsals()) {
                        rehearse(gateway, dialIns);
                    } else {
                        live(gateway, dialIns, life);
                    }
                }
                if (life % 50 == 0) {
                    say.accept(life + " of " + lives + " lives");
                }
            }
            lastLife(dialIns, lives + 1);
            return report(dialIns, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private void rehearse(GatewayLife gateway, DialIns dialIns)
            throws IOException, InterruptedException {
        long opened = System.nanoTime();
        gateway.open();
        gateway.awaitReady();
        startNanos = Math.max(startNanos, System.nanoTime() - opened);
        SealedRequest request = fresh(dialIns);
        long sent = System.nanoTime();
        gateway.send(request.octets());
        ledger.presented(request, gateway.verdict());
        verdictNanos = Math.max(verdictNanos, System.nanoTime() - sent);
        if (!dialIns.awaitUp(request)) {
            throw new IOException("no tunnel came up though nothing was killed");
        }
        tunnelNanos = Math.max(tunnelNanos, System.nanoTime() - sent);
        gateway.killAfter(0);
    }

    private void live(GatewayLife gateway, DialIns dialIns, int life)
            throws IOException, InterruptedException {
        gateway.open();
        if (life % START_EVERY == 0) {
            gateway.killAfter(random.nextLong((long) (startNanos * BEYOND)));
            shotsAtStart++;
            return;
        }
        gateway.awaitReady();
        presentOldOnes(gateway);
        SealedRequest request = fresh(dialIns);
        long window = random.nextBoolean() ? verdictNanos : tunnelNanos;
        gateway.send(request.octets());
        List<String> said = gateway.killAfter(random.nextLong((long) (window * BEYOND)));
        ledger.shotAt(request, said);
        lastShot = Optional.of(request);
    }

    private void presentOldOnes(GatewayLife gateway) throws IOException {
        List<SealedRequest> accepted = ledger.accepted();
        if (lastShot.isPresent()) {
            present(gateway, lastShot.get());
            lastShot = Optional.empty();
        }
        present(gateway, accepted.get(random.nextInt(accepted.size())));
    }

    private void present(GatewayLife gateway, SealedRequest request) throws IOException {
        gateway.send(request.octets());
        ledger.presented(request, gateway.verdict());
    }

    /** Without a kill, so that the last shot is known too, and the log is whole. */
    private void lastLife(DialIns dialIns, int life) throws IOException {
        dialIns.life(life);
        try (GatewayLife gateway = new GatewayLife(home)) {
            gateway.open();
            gateway.awaitReady();
            presentOldOnes(gateway);
            gateway.killAfter(0);
        }
    }

    private SealedRequest fresh(DialIns dialIns) {
        SealedRequest request = fleet.seal(fleet.draft(dialIns.port(), ++counter));
        dialIns.expect(request);
        return request;
    }

    private KillReport report(DialIns dialIns, Duration took) throws IOException {
        AuditTrail trail = AuditLog.read(home);
        Map<String, List<String>> events = Ledger.events(trail);
        Map<Phase, Integer> struck = new EnumMap<>(Phase.class);
        struck.putAll(ledger.phases(events));
        struck.put(Phase.STARTING, shotsAtStart);
        return new KillReport(
                options,
                struck,
                ledger.requests(),
                ledger.presented(),
                (int) events.values().stream().filter(of -> of.contains("accepted")).count(),
                ledger.violations(trail, events, dialIns),
                trail.entries().size(),
                (int)
                        trail.entries().stream()
                                .filter(entry -> entry.event().equals("audit-repaired"))
                                .count(),
                took);
    }
}
