/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Clients that come and go, some in the middle of something, while the NAT forgets its connections
 * now and then; in the end server and gateway have the sockets that they began with.
 */
final class ChurnRun {
    private static final int AT_ONCE = 20;
    private static final int RESET_EVERY = 4;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final LabSite site;
    private int served;
    private int accesses;

    private ChurnRun(LabSite site) {
        this.site = site;
    }

    /**
     * Sockets in use.
     *
     * @param server open by the server's processes
     * @param gateway by the gateway's
     * @param proxySide TCP connections of the proxy's host that are not over
     * @param deviceSide the same of the device
     */
    private record Sockets(long server, long gateway, long proxySide, long deviceSide) {
        /** Fewer are right: what ran before may have left some that end meanwhile. */
        boolean isWithin(Sockets before) {
            return server <= before.server
                    && gateway <= before.gateway
                    && proxySide <= before.proxySide
                    && deviceSide <= before.deviceSide;
        }
    }

    /**
     * Makes one.
     *
     * @param least how many accesses at least
     * @param time how long at least
     * @throws LabException when sockets stay behind
     */
    static List<String> table(LabSite site, int least, Duration time) {
        ChurnRun run = new ChurnRun(site);
        run.batch(0);
        run.awaitNoTunnel();
        Sockets before = run.sockets();
        long began = System.nanoTime();
        for (int batch = 1;
                run.accesses < least || System.nanoTime() - began < time.toNanos();
                batch++) {
            run.batch(batch);
        }
        run.awaitNoTunnel();
        Await.until(
                "no more sockets than before, " + before,
                LIMIT,
                () -> run.sockets().isWithin(before));
        return List.of(
                "| churn | counted |",
                "|---|---:|",
                "| minutes | %.0f |".formatted((System.nanoTime() - began) / 60e9),
                "| accesses, 20 at a time | %d |".formatted(run.accesses),
                "| of those served to their end; the others hung up or were cut on purpose | %d |"
                        .formatted(run.served),
                "| sockets of the server before and after | %d, %d |"
                        .formatted(before.server, run.sockets().server),
                "| sockets of the gateway before and after | %d, %d |"
                        .formatted(before.gateway, run.sockets().gateway),
                "| TCP connections of the proxy's host before and after | %d, %d |"
                        .formatted(before.proxySide, run.sockets().proxySide),
                "| TCP connections of the device before and after | %d, %d |"
                        .formatted(before.deviceSide, run.sockets().deviceSide));
    }

    /** Half of the clients take a page, the others leave in the middle of an endless answer. */
    private void batch(int number) {
        FleetClient client = site.client();
        List<LabProcess> clients =
                Stream.iterate(0, i -> i < AT_ONCE, i -> i + 1)
                        .map(
                                i ->
                                        i % 2 == 0
                                                ? client.startCurl("/")
                                                : client.startCurl("/drip", "--max-time", "2"))
                        .toList();
        if (number % RESET_EVERY == RESET_EVERY - 1) {
            site.network()
                    .carrier()
                    .reset(
                            number % (2 * RESET_EVERY) == RESET_EVERY - 1
                                    ? CarrierNat.Forgotten.DROPPED
                                    : CarrierNat.Forgotten.RESET);
        }
        for (LabProcess one : clients) {
            Await.until("the end of a client", LIMIT, () -> !one.isAlive());
            served += one.exitCode() == 0 ? 1 : 0;
            accesses++;
            one.close();
        }
    }

    private void awaitNoTunnel() {
        Await.until(
                "the end of the last tunnel",
                LIMIT,
                () -> site.network().device().openConnections().isBlank());
    }

    private Sockets sockets() {
        return new Sockets(
                of(site.server().process()),
                of(site.gateway().process()),
                connections(site.network().proxy()),
                connections(site.network().device().namespace()));
    }

    private static long of(LabProcess process) {
        return process.family().map(ChurnRun::openBy).sum();
    }

    private static long openBy(long pid) {
        try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return open.filter(ChurnRun::isSocket).count();
        } catch (IOException e) {
            return 0; // it has just ended
        }
    }

    private static boolean isSocket(Path open) {
        try {
            return Files.readSymbolicLink(open).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // it has just been closed
        }
    }

    /** All but those that are over and only waited for by the kernel. */
    private static long connections(Namespace host) {
        return host.output("ss", "-Htan", "exclude", "time-wait").lines().count();
    }
}
