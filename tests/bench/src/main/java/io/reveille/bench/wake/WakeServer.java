/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.wake;

import io.reveille.emulator.RadioConditions;
import io.reveille.emulator.SmppAccount;
import io.reveille.emulator.SmsCentre;
import io.reveille.emulator.SmsCentreOptions;
import io.reveille.server.proxy.ProxyOptions;
import io.reveille.server.proxy.PublicProxy;
import io.reveille.server.proxy.SignalLimits;
import io.reveille.server.proxy.Signalling;
import io.reveille.server.proxy.WakeOptions;
import io.reveille.server.registry.CidrBlock;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.PortRange;
import io.reveille.server.registry.RouteHealth;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.WakePolicy;
import io.reveille.server.registry.internal.ServerRegistry;
import io.reveille.server.registry.internal.SessionRetention;
import io.reveille.server.signal.SmppRoute;
import io.reveille.server.signal.SmppSettings;
import io.reveille.tunnel.TunnelSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A server with its three channels: an SMS centre, a mail server, and a broker. */
final class WakeServer implements AutoCloseable {
    private static final String SYSTEM_ID = "bench";
    private static final String PASSWORD = "bench";
    private static final Money SMS_PRICE = Money.parse("0.075 EUR");

    final ServerRegistry registry;
    final PublicProxy proxy;
    final SmsCentre centre;
    final Carriers carriers;
    private final WeatheredRoute mail;
    private final WeatheredRoute mqtt;
    private final SmppRoute smpp;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    WakeServer(Path home, Weather weather, WakePolicy policy, int gateways, long seed)
            throws IOException {
        ServerSettings settings =
                new ServerSettings(
                        "fleet.test",
                        "proxy.fleet.test",
                        IpLiterals.parseList("127.0.0.1"),
                        range(gateways, seed),
                        home);
        registry =
                add(
                        ServerRegistry.open(
                                settings,
                                SessionRetention.DEFAULT,
                                () -> Optional.of(URI.create("https://127.0.0.1:1/enrol")),
                                InstantSource.system()));
        centre = add(SmsCentre.start(network(weather, seed)));
        Path password =
                Files.writeString(
                        Files.createFile(
                                home.resolve("password"),
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rw-------"))),
                        PASSWORD);
        smpp =
                add(
                        SmppRoute.start(
                                SmppSettings.of(
                                        "127.0.0.1",
                                        centre.smpp().getPort(),
                                        SYSTEM_ID,
                                        password)));
        carriers = add(Carriers.start(home.resolve("carriers")));
        mail = add(new WeatheredRoute(add(carriers.mailRoute()), weather, seed));
        mqtt = add(new WeatheredRoute(add(carriers.mqttRoute()), weather, seed));
        List<SignalRoute> routes = List.of(new PricedRoute(smpp, SMS_PRICE), mqtt, mail);
        proxy =
                add(
                        PublicProxy.start(
                                options(weather, policy),
                                settings,
                                registry.registry(),
                                registry.keys(),
                                registry.keyLife(),
                                registry.sessions(),
                                new Signalling(
                                        () -> routes, registry.signals(), registry.routes())));
    }

    /** Messages that are still on their way are lost. */
    void stopCarriers() {
        mail.close();
        mqtt.close();
    }

    boolean isReady() {
        return smpp.health().text().startsWith("bound")
                && mqtt.health().state() == RouteHealth.State.UP;
    }

    private <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    private static ProxyOptions options(Weather weather, WakePolicy policy) {
        return new ProxyOptions(
                Optional.of(IpLiterals.parse("127.0.0.1")),
                0,
                CidrBlock.parseList("127.0.0.0/8"),
                weather.scaled(weather.deadline()),
                Duration.ZERO,
                10_000,
                64,
                new SignalLimits(100_000, 100_000, 100_000, 100_000, 100_000),
                2,
                TunnelSettings.defaults(),
                new WakeOptions(
                        policy,
                        weather.scaled(weather.patience()),
                        WakeOptions.DEFAULT.attempts(),
                        Duration.ZERO),
                Optional.empty());
    }

    private static SmsCentreOptions network(Weather weather, long seed) {
        return SmsCentreOptions.of(SmppAccount.of(SYSTEM_ID, PASSWORD))
                .withPorts(0, 0)
                .withRetry(Duration.ofMillis(100))
                .withConditions(
                        new RadioConditions(
                                Duration.ZERO,
                                weather.scaled(weather.longestDelay()),
                                weather.loss(),
                                weather.duplication(),
                                weather.duplication()),
                        seed);
    }

    /** Below what systems give to those who ask for any port. */
    private static PortRange range(int gateways, long seed) {
        int first = 20_000 + Math.floorMod(System.nanoTime() + seed, 8_000);
        return new PortRange(first, first + 4 * gateways + 50);
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("the run did not end well", e);
            }
        }
    }
}
