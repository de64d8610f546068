/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.crypto.TlsTrust;
import io.reveille.server.registry.RouteHealth;
import io.reveille.server.signal.internal.http.HttpCarrier;
import io.reveille.server.signal.internal.http.WebhookReceipt;
import io.reveille.server.signal.internal.http.WebhookTemplates;
import io.reveille.server.signal.internal.http.WebhookValues;
import io.reveille.server.signal.internal.secret.PasswordFile;
import io.reveille.server.signal.internal.sms.SmsContent.Text;
import io.reveille.server.signal.internal.sms.SmsMessage;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Sends access requests by any provider's HTTP interface that takes one message a request. Where it
 * has a template for text alone, {@link SmsForm#AUTO} is text.
 */
public final class WebhookRoute extends SmsRoute {
    private static final int LONGEST_SECRET = 512;

    private final WebhookSettings settings;
    private final WebhookTemplates templates;
    private final HttpCarrier carrier;
    private final Supplier<Optional<ReceiptEndpoint>> receipts;

    private WebhookRoute(
            WebhookSettings settings,
            WebhookTemplates templates,
            RouteTraits traits,
            BooleanSupplier mangles,
            Supplier<Optional<ReceiptEndpoint>> receipts)
            throws IOException {
        super(traits, settings.ports(), () -> !templates.carries(false) || mangles.getAsBoolean());
        this.settings = settings;
        this.receipts = receipts;
        this.templates = templates;
        this.carrier =
                new HttpCarrier(
                        provider(settings),
                        settings.timeout(),
                        TlsTrust.context("trust.file", settings.trust()));
    }

    /**
     * Opens the route; nothing is sent yet.
     *
     * @param mangles whether a test has found that octets do not arrive intact
     * @param receipts where the provider tells what became of messages, while there is such a place
     * @throws IOException if the trusted certificates can't be read
     * @throws IllegalArgumentException if a template can't be used; the message says which and why
     */
    public static WebhookRoute open(
            WebhookSettings settings,
            RouteTraits traits,
            BooleanSupplier mangles,
            Supplier<Optional<ReceiptEndpoint>> receipts)
            throws IOException {
        return new WebhookRoute(settings, WebhookTemplates.of(settings), traits, mangles, receipts);
    }

    /** What it is called unless it has a name of its own. */
    public static String usualName(WebhookSettings settings) {
        return "webhook " + provider(settings);
    }

    private static String provider(WebhookSettings settings) {
        return HttpUrls.provider(URI.create(settings.url().replaceAll("[?{].*", "")));
    }

    @Override
    public RouteHealth health() {
        return carrier.health();
    }

    @Override
    boolean usable() {
        return carrier.usable();
    }

    @Override
    CompletionStage<String> submit(SmsMessage message) {
        boolean text = message.content() instanceof Text;
        if (!templates.carries(text)) {
            return CompletableFuture.failedFuture(
                    new SmsRefusedException(
                            "the webhook has no template for "
                                    + (text ? "text: set body.text" : "octets: set body")));
        }
        try {
            Optional<URI> receipt =
                    templates.uses("receipt")
                            ? receipts.get()
                                    .map(
                                            endpoint ->
                                                    endpoint.desk()
                                                            .await(
                                                                    endpoint.base(),
                                                                    message,
                                                                    new WebhookReceipt(
                                                                            settings.receipts())))
                            : Optional.empty();
            Map<String, String> values =
                    WebhookValues.of(message, settings.username(), secret(), receipt);
            return carrier.send(templates.request(values, text))
                    .thenApply(reply -> "accepted by " + carrier.provider() + ", " + reply.words());
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(
                    new SmsRefusedException("the webhook's address or headers cannot be used"));
        }
    }

    private Optional<String> secret() throws IOException {
        return settings.secretFile().isPresent()
                ? Optional.of(PasswordFile.read(settings.secretFile().get(), LONGEST_SECRET))
                : Optional.empty();
    }

    /** What has not been answered yet fails. */
    @Override
    public void close() {
        carrier.close();
    }
}
