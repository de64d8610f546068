/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.gateway.modem.Modem;
import io.reveille.gateway.modem.ModemSettings;
import io.reveille.gateway.modem.ModemState;
import io.reveille.gateway.modem.SerialConnector;
import io.reveille.server.registry.RouteHealth;
import io.reveille.server.registry.UnsentException;
import io.reveille.server.signal.internal.sms.ModemNews;
import io.reveille.server.signal.internal.sms.SmsMessage;
import io.reveille.server.signal.internal.sms.SubmitTpdu;
import io.reveille.sms.ApplicationPorts;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Sends access requests by a modem at this machine, with status reports for receipts. */
public final class ModemRoute extends SmsRoute {
    private final Modem modem;
    private final boolean reports;
    private final ApplicationPorts ports;

    private ModemRoute(
            Modem modem,
            boolean reports,
            ApplicationPorts ports,
            RouteTraits traits,
            BooleanSupplier mangles) {
        super(traits, ports, mangles);
        this.modem = modem;
        this.reports = reports;
        this.ports = ports;
    }

    /**
     * Opens the modem in the background, and keeps it open. What it receives stays in it.
     *
     * @param reports whether the centre is asked for status reports
     * @param mangles whether a test has found that octets do not arrive intact
     */
    public static ModemRoute start(
            SerialConnector line,
            ModemSettings settings,
            boolean reports,
            ApplicationPorts ports,
            RouteTraits traits,
            BooleanSupplier mangles) {
        Modem modem = new Modem(line, settings);
        modem.open();
        return new ModemRoute(modem, reports, ports, traits, mangles);
    }

    @Override
    public RouteHealth health() {
        String text = modem.health();
        return switch (modem.state()) {
            case READY -> RouteHealth.up(text);
            case OPENING, INITIALISING -> RouteHealth.degraded(text);
            case SIM_NOT_READY, CLOSED -> RouteHealth.down(text);
        };
    }

    @Override
    boolean usable() {
        ModemState state = modem.state();
        return state != ModemState.CLOSED && state != ModemState.SIM_NOT_READY;
    }

    @Override
    CompletionStage<String> submit(SmsMessage message) {
        if (modem.state() != ModemState.READY) {
            return CompletableFuture.failedFuture(UnsentException.passing(modem.health()));
        }
        CompletionStage<String> sent =
                reports
                        ? modem.send(
                                        SubmitTpdu.of(message, ports),
                                        fate -> message.tell(ModemNews.of(fate)))
                                .thenApply(
                                        sms ->
                                                "accepted by the network, reference "
                                                        + sms.reference())
                        : modem.send(SubmitTpdu.of(message, ports))
                                .thenApply(
                                        reference ->
                                                "accepted by the network, reference " + reference);
        return sent.handle(
                        (accepted, failure) ->
                                failure == null
                                        ? CompletableFuture.completedStage(accepted)
                                        : CompletableFuture.<String>failedStage(reason(failure)))
                .thenCompose(stage -> stage);
    }

    private static Exception reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        String text = String.valueOf(cause.getMessage());
        boolean lasting =
                cause instanceof io.reveille.gateway.modem.SmsRefusedException refused
                        && refused.kind()
                                == io.reveille.gateway.modem.SmsRefusedException.Kind.LASTING;
        return lasting ? new SmsRefusedException(text) : new IOException(text);
    }

    @Override
    public void close() {
        modem.close();
    }
}
