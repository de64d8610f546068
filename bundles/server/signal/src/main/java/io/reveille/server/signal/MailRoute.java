/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.RouteHealth;
import io.reveille.server.registry.SignalRate;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.UnsentException;
import io.reveille.server.signal.internal.mail.MailSubmission;
import io.reveille.server.signal.internal.mail.RequestMail;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends access requests as e-mails, submitted by SMTP over connections that are kept for a while.
 * What the mail server refuses, now or for good, fails at once with what it said: whether and when
 * there is another attempt is not decided here.
 */
public final class MailRoute implements SignalRoute, AutoCloseable {
    private static final Money NOTHING = new Money(0, "EUR");

    private final MailRouteSettings settings;
    private final MailSubmission submission;

    public MailRoute(MailRouteSettings settings) {
        this.settings = settings;
        this.submission = new MailSubmission(settings);
    }

    @Override
    public String name() {
        return "mail " + settings.host() + ":" + settings.port();
    }

    @Override
    public SignalChannel channel() {
        return SignalChannel.EMAIL;
    }

    /** Whether the gateway has a mailbox. */
    @Override
    public boolean reaches(Gateway gateway) {
        return gateway.email().isPresent();
    }

    /** Sends a mail; its {@code Message-ID} is in the answer. */
    @Override
    public CompletionStage<String> send(Gateway to, Octets sealed, Duration validity) {
        Optional<String> address = to.email();
        if (address.isEmpty()) {
            return failed("gateway " + to.id() + " has no mailbox");
        }
        if (!MailRouteSettings.isAddress(address.get())) {
            return failed("no mail can be sent to '" + address.get() + "'");
        }
        Instant now = Instant.now();
        return submission.send(
                new RequestMail(
                        settings.from(),
                        address.get(),
                        to.id(),
                        settings.fleet(),
                        settings.contact(),
                        now,
                        now.plus(validity),
                        sealed),
                validity);
    }

    @Override
    public RouteHealth health() {
        return submission.health();
    }

    @Override
    public Optional<Money> cost() {
        return settings.cost().or(() -> Optional.of(NOTHING));
    }

    @Override
    public Optional<SignalRate> rate() {
        return settings.rate();
    }

    /** Closes the connections; what has not been accepted yet fails. */
    @Override
    public void close() {
        submission.close();
    }

    private static CompletionStage<String> failed(String message) {
        return CompletableFuture.failedFuture(UnsentException.lasting(message));
    }
}
