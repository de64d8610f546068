/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/** One way to get an access request to gateways; each configured one is an OSGi service. */
@ConsumerType
public interface SignalRoute {
    /** For people, such as {@code smpp smsc.example:2775}. */
    String name();

    SignalChannel channel();

    /** Whether it can carry a request to this gateway now. */
    boolean reaches(Gateway gateway);

    /**
     * Sends a sealed access request.
     *
     * @param sealed at most 133 octets for SMS
     * @param validity after this the network shall drop it
     * @return what happened, for people, such as {@code accepted by smsc, id 17}; or failed with an
     *     exception whose message says why
     */
    CompletionStage<String> send(Gateway to, Octets sealed, Duration validity);

    /**
     * Sends a sealed access request and tells what becomes known of it after it was accepted.
     *
     * @param news gets it, for people, such as {@code delivered, id 17}, any number of times; is
     *     called on a thread of the route, so it must be quick
     * @return as that of {@link #send(Gateway, Octets, Duration)}
     */
    default CompletionStage<String> send(
            Gateway to, Octets sealed, Duration validity, Consumer<String> news) {
        return send(to, sealed, validity);
    }

    /** How it is, for people, such as {@code bound}; empty when that is not known. */
    default String health() {
        return "";
    }
}
