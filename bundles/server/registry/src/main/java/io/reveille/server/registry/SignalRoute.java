/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
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
}
