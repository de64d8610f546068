/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.crypto.SealingPublicKey;
import io.reveille.protocol.ServiceTransport;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a gateway sends to enrol.
 *
 * @param code as typed; not in {@link #toString()}
 * @param certificateRequest PKCS #10 in PEM (RFC 2986); its subject is not looked at
 * @param services at most 64, names distinct
 */
public record EnrolmentClaim(
        String code,
        SealingPublicKey sealingKey,
        String certificateRequest,
        List<ClaimedService> services) {
    private static final int MAX_SERVICES = 64;

    public EnrolmentClaim {
        services = List.copyOf(services);
        if (services.size() > MAX_SERVICES) {
            throw new IllegalArgumentException("more than %d services".formatted(MAX_SERVICES));
        }
        Set<String> names = new HashSet<>();
        for (ClaimedService service : services) {
            if (!names.add(service.name())) {
                throw new IllegalArgumentException("service " + service.name() + " twice");
            }
        }
    }

    @Override
    public String toString() {
        return "EnrolmentClaim[services=%s]".formatted(services);
    }

    /**
     * A service that the gateway offers.
     *
     * @param name one lower-case DNS label of at most 32 characters
     * @param port the port at the terminal, 1 to 65535
     * @param transport what carries it
     */
    public record ClaimedService(String name, int port, ServiceTransport transport) {
        public ClaimedService {
            if (!GatewayService.isName(name)) {
                throw new IllegalArgumentException("a service name is not a short DNS label");
            }
            PortRange.requirePort("port of service " + name, port);
            Objects.requireNonNull(transport, "transport");
        }

        /** A service by TCP. */
        public ClaimedService(String name, int port) {
            this(name, port, ServiceTransport.TCP);
        }
    }
}
