/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.crypto.TlsTrust;
import io.reveille.server.registry.RouteHealth;
import io.reveille.server.signal.internal.http.HttpCarrier;
import io.reveille.server.signal.internal.http.KannelQuery;
import io.reveille.server.signal.internal.http.KannelReceipt;
import io.reveille.server.signal.internal.secret.PasswordFile;
import io.reveille.server.signal.internal.sms.SmsMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Sends access requests by Kannel's sendsms interface (Kannel user's guide, "Using the HTTP
 * interface to smsbox"), once each. The password travels in the query, as that interface wants it:
 * use it on the same machine, or by https.
 */
public final class KannelRoute extends SmsRoute {
    private static final int LONGEST_PASSWORD = 128;

    private final KannelSettings settings;
    private final HttpCarrier carrier;
    private final Supplier<Optional<ReceiptEndpoint>> receipts;

    private KannelRoute(
            KannelSettings settings,
            RouteTraits traits,
            BooleanSupplier mangles,
            Supplier<Optional<ReceiptEndpoint>> receipts)
            throws IOException {
        super(traits, settings.ports(), mangles);
        this.settings = settings;
        this.receipts = receipts;
        this.carrier =
                new HttpCarrier(
                        HttpUrls.provider(settings.url()),
                        settings.timeout(),
                        TlsTrust.context("trust.file", settings.trust()));
    }

    /**
     * Opens the route; nothing is sent yet.
     *
     * @param mangles whether a test has found that octets do not arrive intact
     * @param receipts where Kannel tells what became of messages, while there is such a place
     * @throws IOException if the trusted certificates can't be read
     */
    public static KannelRoute open(
            KannelSettings settings,
            RouteTraits traits,
            BooleanSupplier mangles,
            Supplier<Optional<ReceiptEndpoint>> receipts)
            throws IOException {
        return new KannelRoute(settings, traits, mangles, receipts);
    }

    /** What it is called unless it has a name of its own. */
    public static String usualName(KannelSettings settings) {
        return "kannel " + HttpUrls.provider(settings.url());
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
        String password;
        try {
            password = PasswordFile.read(settings.passwordFile(), LONGEST_PASSWORD);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        KannelQuery query =
                new KannelQuery()
                        .with("username", settings.username())
                        .with("password", password)
                        .with("to", settings.prefix() + message.number())
                        .withUnlessEmpty("from", settings.from())
                        .withUnlessEmpty("smsc", settings.smsc())
                        .with("validity", KannelQuery.minutes(message.validity()))
                        .with(message.content());
        settings.messageClass().ifPresent(mclass -> query.with("mclass", mclass.toString()));
        receipts.get()
                .ifPresent(
                        endpoint ->
                                query.with("dlr-mask", KannelReceipt.MASK)
                                        .with(
                                                "dlr-url",
                                                endpoint.desk()
                                                                .await(
                                                                        endpoint.base(),
                                                                        message,
                                                                        new KannelReceipt())
                                                        + KannelReceipt.QUERY));
        return carrier.send(HttpRequest.newBuilder(URI.create(settings.url() + "?" + query)))
                .thenApply(
                        reply -> "accepted by kannel " + carrier.provider() + ", " + reply.words());
    }

    /** What has not been answered yet fails. */
    @Override
    public void close() {
        carrier.close();
    }
}
