/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.wake;

import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.EnrolmentRefusedException;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.SignalSum;
import io.reveille.server.registry.TunnelStatus.LiveTunnel;
import io.reveille.server.registry.WakePolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Many accesses under one policy: clients of so many gateways at the same time, those of each
 * gateway one after the other, each when no tunnel is up.
 */
public final class WakeRunOfPolicy {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final String name;
    private final WakePolicy policy;
    private final Weather weather;
    private final int gateways;
    private final int accessesEach;
    private final long seed;
    private final Consumer<String> say;

    /**
     * @param name of the policy, for the table
     * @param say takes what must not have happened, in words
     */
    public WakeRunOfPolicy(
            String name,
            WakePolicy policy,
            Weather weather,
            int gateways,
            int accessesEach,
            long seed,
            Consumer<String> say) {
        this.name = name;
        this.policy = policy;
        this.weather = weather;
        this.gateways = gateways;
        this.accessesEach = accessesEach;
        this.seed = seed;
        this.say = say;
    }

    /**
     * Runs it.
     *
     * @param directory an empty one for all homes
     */
    public WakeResult run(Path directory)
            throws IOException,
                    EnrolmentRefusedException,
                    InterruptedException,
                    ExecutionException {
        List<WakeGateway> fleet = new ArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(gateways);
        try (EchoPort echo = new EchoPort();
                WakeServer server =
                        new WakeServer(
                                directory.resolve("server"), weather, policy, gateways, seed)) {
            for (int number = 1; number <= gateways; number++) {
                fleet.add(
                        new WakeGateway(
                                server, directory.resolve("gw" + number), number, echo.port()));
            }
            await(() -> server.isReady() && fleet.stream().allMatch(WakeGateway::isReady));
            await(() -> server.proxy.servicePorts().size() == gateways);
            List<Callable<List<Access>>> work =
                    fleet.stream().<Callable<List<Access>>>map(g -> () -> use(server, g)).toList();
            List<List<Access>> accesses = new ArrayList<>();
            for (Future<List<Access>> done : clients.invokeAll(work)) {
                accesses.add(done.get());
            }
            List<SignalSum> sums = server.registry.signals().sums(Instant.EPOCH);
            server.stopCarriers();
            fleet.forEach(WakeGateway::close);
            return result(fleet, accesses, sums);
        } finally {
            clients.shutdownNow();
        }
    }

    private List<Access> use(WakeServer server, WakeGateway gateway) throws IOException {
        int port =
                server.registry
                        .registry()
                        .gateway(gateway.id)
                        .flatMap(known -> known.service(WakeGateway.SERVICE))
                        .orElseThrow()
                        .publicPort();
        List<Access> accesses = new ArrayList<>();
        for (int i = 0; i < accessesEach; i++) {
            await(
                    () ->
                            server.proxy.tunnels().stream()
                                    .map(LiveTunnel::gatewayId)
                                    .noneMatch(gateway.id::equals));
            accesses.add(access(gateway, port));
        }
        return accesses;
    }

    private Access access(WakeGateway gateway, int port) throws IOException {
        Instant began = Instant.now();
        long from = System.nanoTime();
        boolean served;
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout((int) weather.scaled(weather.deadline()).plus(GRACE).toMillis());
            client.getOutputStream().write('x');
            served = client.getInputStream().read() == 'x';
        }
        return new Access(gateway.id, began, served, Duration.ofNanos(System.nanoTime() - from));
    }

    private WakeResult result(
            List<WakeGateway> fleet, List<List<Access>> accesses, List<SignalSum> sums)
            throws IOException {
        int replays = 0;
        int secondTunnels = 0;
        long copies = 0;
        long turnedAway = 0;
        for (int i = 0; i < fleet.size(); i++) {
            WakeGateway gateway = fleet.get(i);
            AuditCount count = new AuditCount(gateway.audit().entries());
            replays += count.replays();
            List<Instant> seconds = count.secondTunnels(accesses.get(i));
            secondTunnels += seconds.size();
            seconds.forEach(at -> say.accept("second tunnel of " + gateway.id + ", " + at));
            copies += count.refusedCopies();
            turnedAway += count.turnedAway();
        }
        List<Access> all = accesses.stream().flatMap(List::stream).toList();
        List<Duration> times =
                all.stream().filter(Access::served).map(Access::took).sorted().toList();
        return new WakeResult(
                name,
                all.size(),
                times.size(),
                quantile(times, 0.5),
                quantile(times, 0.99),
                messages(sums, true) / (double) all.size(),
                messages(sums, false) / (double) all.size(),
                sums.stream().flatMap(sum -> sum.cost().stream()).mapToLong(Money::micros).sum()
                        / 1e6
                        / all.size(),
                copies,
                turnedAway,
                secondTunnels,
                replays);
    }

    private Duration quantile(List<Duration> sorted, double share) {
        return sorted.isEmpty()
                ? Duration.ZERO
                : sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size())))
                        .multipliedBy(weather.scale());
    }

    private static long messages(List<SignalSum> sums, boolean sms) {
        return sums.stream()
                .filter(sum -> (sum.channel() == SignalChannel.SMS) == sms)
                .mapToLong(SignalSum::messages)
                .sum();
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + START.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException("the run waits in vain");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }
}
