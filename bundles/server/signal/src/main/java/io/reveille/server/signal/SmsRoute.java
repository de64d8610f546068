/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.SignalNews;
import io.reveille.server.registry.SignalRate;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.UnsentException;
import io.reveille.server.signal.internal.sms.SmsContent;
import io.reveille.server.signal.internal.sms.SmsMessage;
import io.reveille.sms.ApplicationPorts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Routes that carry access requests in short messages: the form of the message, and what it costs.
 */
public abstract sealed class SmsRoute implements SignalRoute, AutoCloseable
        permits SmppRoute, KannelRoute, WebhookRoute, ModemRoute {
    /** The most octets of a request: all of one message but the header with the ports. */
    public static final int MAX_OCTETS = 133;

    /** From and to the first port of the range that gateways listen on. */
    public static final ApplicationPorts DEFAULT_PORTS = ApplicationPorts.of(16_000, 16_000);

    private final RouteTraits traits;
    private final ApplicationPorts ports;
    private final BooleanSupplier mangles;

    /**
     * @param mangles whether a test has found that it does not carry octets intact
     */
    SmsRoute(RouteTraits traits, ApplicationPorts ports, BooleanSupplier mangles) {
        this.traits = traits;
        this.ports = ports;
        this.mangles = mangles;
    }

    @Override
    public final String name() {
        return traits.name();
    }

    @Override
    public final SignalChannel channel() {
        return SignalChannel.SMS;
    }

    @Override
    public final Optional<Money> cost() {
        return traits.cost();
    }

    @Override
    public final Optional<SignalRate> rate() {
        return traits.rate();
    }

    @Override
    public final Optional<String> form() {
        return Optional.of(binary() ? "binary" : "text");
    }

    /** Whether the gateway has a number. */
    @Override
    public final boolean reaches(Gateway gateway) {
        return gateway.msisdn().isPresent();
    }

    @Override
    public final CompletionStage<String> send(Gateway to, Octets sealed, Duration validity) {
        return send(to, sealed, validity, news -> {});
    }

    @Override
    public final CompletionStage<String> send(
            Gateway to, Octets sealed, Duration validity, Consumer<SignalNews> news) {
        if (to.msisdn().isEmpty()) {
            return refused("gateway " + to.id() + " has no phone number");
        }
        return send(to.id(), to.msisdn().get(), sealed, binary(), validity, news);
    }

    @Override
    public final CompletionStage<String> probe(
            String number,
            Octets octets,
            boolean binary,
            Duration validity,
            Consumer<SignalNews> news) {
        return send("test of " + name(), number, octets, binary, validity, news);
    }

    private CompletionStage<String> send(
            String whom,
            String number,
            Octets octets,
            boolean binary,
            Duration validity,
            Consumer<SignalNews> news) {
        if (octets.length() > MAX_OCTETS) {
            return refused(octets.length() + " octets do not fit one short message of 133");
        }
        SmsContent content = binary ? SmsContent.binary(ports, octets) : SmsContent.text(octets);
        if (!content.fits()) {
            return refused(
                    "%d octets do not fit one short message in the text form, which takes %d: leave out the encryption key or one of the proxy's addresses, or use a route that carries octets"
                            .formatted(octets.length(), SmsContent.MOST_OCTETS_AS_TEXT));
        }
        if (!usable()) {
            return CompletableFuture.failedFuture(UnsentException.passing(health().text()));
        }
        return submit(new SmsMessage(whom, number.substring(1), content, validity, news));
    }

    private boolean binary() {
        return switch (traits.form()) {
            case BINARY -> true;
            case TEXT -> false;
            case AUTO -> !mangles.getAsBoolean();
        };
    }

    private static CompletionStage<String> refused(String message) {
        return CompletableFuture.failedFuture(UnsentException.lasting(message));
    }

    /** Whether it can send, or may well in a moment. */
    abstract boolean usable();

    /**
     * Hands the message to the next hop.
     *
     * @return what it said; fails with {@link java.io.IOException} for what may pass, with {@link
     *     SmsRefusedException} for what will not
     */
    abstract CompletionStage<String> submit(SmsMessage message);

    @Override
    public abstract void close();
}
