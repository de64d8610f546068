/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.net.InetSocketAddress;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A listening socket of this server, as an OSGi service for as long as it listens; the service
 * property {@value #NAME} tells which.
 */
@ConsumerType
public interface ServerEndpoint {
    /** Service property: {@link #DNS}, {@link #ENROLMENT} or {@link #HTTPS}. */
    String NAME = "reveille.endpoint";

    String DNS = "dns";
    String ENROLMENT = "enrolment";

    /** Where clients have services by TLS, and so by HTTPS. */
    String HTTPS = "https";

    /**
     * Service property of {@link #HTTPS}: the protocols that may be agreed upon there, as ALPN (RFC
     * 7301) names them, an array of strings; none where that is the services' own matter.
     */
    String PROTOCOLS = "reveille.protocols";

    /** As really bound: the port is never 0. */
    InetSocketAddress address();
}
