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
    /** Service property: {@link #DNS} or {@link #ENROLMENT}. */
    String NAME = "reveille.endpoint";

    String DNS = "dns";
    String ENROLMENT = "enrolment";

    /** As really bound: the port is never 0. */
    InetSocketAddress address();
}
