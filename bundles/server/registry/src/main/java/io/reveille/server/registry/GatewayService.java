/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.protocol.ServiceTransport;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One service that a gateway offers, and where clients find it.
 *
 * @param name one lower-case DNS label of at most 32 characters, such as {@code http}
 * @param localPort the port at the terminal, 1 to 65535, as the access request carries it
 * @param publicPort the public proxy's port for this service, from {@link
 *     ServerSettings#servicePorts()}; it stays the same for as long as the service is known
 * @param transport what carries it, at the terminal and at the public port
 */
public record GatewayService(
        String name, int localPort, int publicPort, ServiceTransport transport) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");

    public GatewayService {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "service name '%s' is not a lower-case DNS label of at most 32 characters"
                            .formatted(name));
        }
        PortRange.requirePort("local port of service " + name, localPort);
        PortRange.requirePort("public port of service " + name, publicPort);
        Objects.requireNonNull(transport, "transport");
    }

    /** A service by TCP. */
    public GatewayService(String name, int localPort, int publicPort) {
        this(name, localPort, publicPort, ServiceTransport.TCP);
    }

    /** Whether the text can be the name of a service. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
