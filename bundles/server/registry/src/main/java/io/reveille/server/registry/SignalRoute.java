/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/** One way to get an access request to gateways; each configured one is an OSGi service. */
@ConsumerType
public interface SignalRoute {
    /**
     * For people, such as {@code smpp smsc.example:2775}; always the same and no other route's, for
     * what was sent is counted by it. At most 100 characters.
     */
    String name();

    SignalChannel channel();

    /**
     * Whether it leads to this gateway. That it carries nothing at the moment is for {@link
     * #health()} to say: such a route is tried last.
     */
    boolean reaches(Gateway gateway);

    /**
     * Sends a sealed access request.
     *
     * @param sealed at most 133 octets for SMS
     * @param validity after this the network shall drop it
     * @return what happened, for people, such as {@code accepted by smsc, id 17}; or failed with an
     *     exception whose message says why: with {@link UnsentException} if nothing has left this
     *     machine, with another {@link java.io.IOException} for what may pass
     */
    CompletionStage<String> send(Gateway to, Octets sealed, Duration validity);

    /**
     * Sends a sealed access request and tells what becomes known of it after it was accepted.
     *
     * @param news gets it any number of times; is called on a thread of the route, so it must be
     *     quick
     * @return as that of {@link #send(Gateway, Octets, Duration)}
     */
    default CompletionStage<String> send(
            Gateway to, Octets sealed, Duration validity, Consumer<SignalNews> news) {
        return send(to, sealed, validity);
    }

    /** How it is now. */
    default RouteHealth health() {
        return RouteHealth.up("");
    }

    /** What one message costs; empty when that is not known. What costs nothing says so. */
    default Optional<Money> cost() {
        return Optional.empty();
    }

    /**
     * Sends octets to a number rather than a gateway, to see what arrives there.
     *
     * @param number as {@code +} and 1 to 15 digits
     * @param binary as octets with application ports; else in the text form
     * @param validity after this the network shall drop it
     * @param news as that of {@link #send(Gateway, Octets, Duration, Consumer)}
     * @return as that of {@link #send(Gateway, Octets, Duration)}; fails with {@link
     *     UnsupportedOperationException} where there are no numbers
     */
    default CompletionStage<String> probe(
            String number,
            Octets octets,
            boolean binary,
            Duration validity,
            Consumer<SignalNews> news) {
        return CompletableFuture.failedStage(
                new UnsupportedOperationException(
                        "route " + name() + " sends no short messages: there is nothing to test"));
    }

    /** In what form requests go now: {@code binary} or {@code text}; empty where there is one. */
    default Optional<String> form() {
        return Optional.empty();
    }

    /** How much it may send; no limit of ours if empty. */
    default Optional<SignalRate> rate() {
        return Optional.empty();
    }
}
