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
    private static final Duration REST = Duration.ofSeconds(2);

    /** Connections of tunnels and clients at the proxy, in any state but the kernel's last one. */
    private static final String[] IN_USE = {
        "ss",
        "-Htan",
        "state",
        "connected",
        "exclude",
        "time-wait",
        "( sport = :%d or ( sport ge :%d and sport le :%d ) )"
                .formatted(
                        FleetServer.TUNNEL_PORT,
                        FleetServer.FIRST_SERVICE_PORT,
                        FleetServer.LAST_SERVICE_PORT)
    };

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
    private record Sockets(long server, long gateway, long proxySide, long deviceSide) {}

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
        Sockets before = run.atRest();
        long began = System.nanoTime();
        for (int batch = 1;
                run.accesses < least || System.nanoTime() - began < time.toNanos();
                batch++) {
            run.batch(batch);
        }
        Sockets after = run.atRest();
        if (!after.equals(before)) {
            throw new LabException(
                    "after the churn there are other sockets than before.\nbefore: %s\nafter:  %s\n%s"
                            .formatted(before, after, run.open()));
        }
        return List.of(
                "| churn | counted |",
                "|---|---:|",
                "| minutes | %.0f |".formatted((System.nanoTime() - began) / 60e9),
                "| accesses, 20 at a time | %d |".formatted(run.accesses),
                "| of those served to their end; the others hung up or were cut on purpose | %d |"
                        .formatted(run.served),
                "| sockets of the server before and after | %d, %d |"
                        .formatted(before.server, after.server),
                "| sockets of the gateway before and after | %d, %d |"
                        .formatted(before.gateway, after.gateway),
                "| TCP connections of the proxy's host before and after | %d, %d |"
                        .formatted(before.proxySide, after.proxySide),
                "| TCP connections of the device before and after | %d, %d |"
                        .formatted(before.deviceSide, after.deviceSide));
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

    /** The sockets when nobody uses anything and their number has not changed for a while. */
    private Sockets atRest() {
        Await.until(
                "the end of the last tunnel and of the last client",
                LIMIT,
                () ->
                        site.network().device().openConnections().isBlank()
                                && site.network().proxy().output(IN_USE).isBlank());
        Sockets[] last = {sockets()};
        long[] since = {System.nanoTime()};
        Await.until(
                "a number of sockets that stays",
                LIMIT,
                () -> {
                    Sockets now = sockets();
                    if (!now.equals(last[0])) {
                        last[0] = now;
                        since[0] = System.nanoTime();
                    }
                    return System.nanoTime() - since[0] > REST.toNanos();
                });
        return last[0];
    }

    /** All sockets of both hosts, for people. */
    private String open() {
        return "of the proxy's host:\n"
                + site.network().proxy().output("ss", "-Hanp")
                + "of the device:\n"
                + site.network().device().namespace().output("ss", "-Hanp");
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
