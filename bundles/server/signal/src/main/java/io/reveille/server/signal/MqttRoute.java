/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.crypto.Octets;
import io.reveille.mqtt.MqttConnection;
import io.reveille.mqtt.MqttReceipt;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.RouteHealth;
import io.reveille.server.registry.SignalNews;
import io.reveille.server.registry.SignalRate;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.UnsentException;
import io.reveille.server.signal.internal.mqtt.PresenceBook;
import io.reveille.server.signal.internal.mqtt.PresenceBook.Presence;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Publishes access requests to gateways' topics at a broker. A request is sent when the broker has
 * acknowledged it; one for a gateway that is not connected there at the moment is kept by the
 * broker until its validity is over, and the sender is told, so that another route can be quicker.
 */
public final class MqttRoute implements SignalRoute, AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int MOST_OCTETS = 512;
    private static final Money NOTHING = new Money(0, "EUR");

    private final MqttRouteSettings settings;
    private final PresenceBook presences;
    private final MqttConnection connection;
    private volatile boolean wasUp;
    private volatile long seenUp = System.nanoTime();

    private MqttRoute(MqttRouteSettings settings) {
        this.settings = settings;
        this.presences = new PresenceBook(settings.topics(), InstantSource.system());
        this.connection =
                MqttConnection.start(
                        settings.broker(),
                        settings.presence()
                                ? List.of(settings.topics().everyPresence())
                                : List.of(),
                        (message, taken) -> {
                            presences.read(message);
                            taken.run();
                        });
    }

    /** Begins to connect, in the background and for as long as it takes. */
    public static MqttRoute start(MqttRouteSettings settings) {
        return new MqttRoute(settings);
    }

    @Override
    public String name() {
        return "mqtt " + settings.broker().broker();
    }

    @Override
    public SignalChannel channel() {
        return SignalChannel.MQTT;
    }

    /**
     * Whether the broker has ever seen the gateway; it may be offline, its session keeps requests.
     * Until the broker was connected for the first time nothing is known, and any gateway may be.
     */
    @Override
    public boolean reaches(Gateway gateway) {
        return !settings.presence()
                || presences.of(gateway.id()).isPresent()
                || !(connection.isUp() || wasUp);
    }

    private boolean usable() {
        if (connection.isUp()) {
            seenUp = System.nanoTime();
            wasUp = true;
            return true;
        }
        return System.nanoTime() - seenUp < GRACE.toNanos();
    }

    @Override
    public CompletionStage<String> send(Gateway to, Octets sealed, Duration validity) {
        return send(to, sealed, validity, news -> {});
    }

    @Override
    public CompletionStage<String> send(
            Gateway to, Octets sealed, Duration validity, Consumer<SignalNews> news) {
        if (sealed.length() > MOST_OCTETS) {
            return CompletableFuture.failedFuture(
                    UnsentException.lasting(
                            sealed.length() + " octets are more than a gateway takes: 512"));
        }
        if (!usable()) {
            return CompletableFuture.failedFuture(UnsentException.passing(connection.health()));
        }
        Duration patience =
                validity.compareTo(settings.patience()) < 0 ? validity : settings.patience();
        CompletableFuture<String> result = new CompletableFuture<>();
        CompletionStage<MqttReceipt> unused =
                connection
                        .publish(settings.topics().request(to.id()), sealed, validity, patience)
                        .whenComplete(
                                (receipt, failure) -> {
                                    if (failure != null) {
                                        result.completeExceptionally(failure);
                                    } else if (receipt == MqttReceipt.NO_SUBSCRIBERS) {
                                        result.completeExceptionally(nobody(to.id()));
                                    } else {
                                        acknowledged(to.id(), validity, result, news);
                                    }
                                });
        return result;
    }

    private IOException nobody(String gatewayId) {
        return new IOException(
                "nobody has subscribed to %s at the broker: gateway %s has no session there"
                        .formatted(settings.topics().request(gatewayId), gatewayId));
    }

    private void acknowledged(
            String gatewayId,
            Duration validity,
            CompletableFuture<String> result,
            Consumer<SignalNews> news) {
        String text = "acknowledged by " + settings.broker().broker();
        Optional<Presence> away = presences.of(gatewayId).filter(presence -> !presence.online());
        if (away.isEmpty()) {
            result.complete(text);
            return;
        }
        result.complete(
                "%s; gateway %s, the broker keeps it for %d s"
                        .formatted(text, away.get(), validity.toSeconds()));
        news.accept(SignalNews.failed("not delivered yet: gateway " + away.get()));
    }

    @Override
    public RouteHealth health() {
        String text =
                settings.presence()
                        ? "%s; gateways: %d online, %d offline"
                                .formatted(
                                        connection.health(),
                                        presences.online(),
                                        presences.offline())
                        : connection.health();
        if (connection.isUp()) {
            return RouteHealth.up(text);
        }
        return usable() ? RouteHealth.degraded(text) : RouteHealth.down(text);
    }

    @Override
    public Optional<Money> cost() {
        return settings.cost().or(() -> Optional.of(NOTHING));
    }

    @Override
    public Optional<SignalRate> rate() {
        return settings.rate();
    }

    /** Says farewell; what was not acknowledged fails. */
    @Override
    public void close() {
        connection.close();
    }
}
