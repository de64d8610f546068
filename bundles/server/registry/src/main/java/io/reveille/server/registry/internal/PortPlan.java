/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.Octets;
import io.reveille.protocol.ServiceTransport;
import io.reveille.server.registry.PortRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Which public port a service gets: the first free one from a place in the range that depends on
 * its name and a secret. Real services and names that lead nowhere are treated alike, so that a
 * port number does not tell them apart.
 */
final class PortPlan {
    private final PortRange range;
    private final SecretKeySpec secret;

    PortPlan(PortRange range, Octets secret) {
        this.range = range;
        this.secret = new SecretKeySpec(secret.toArray(), "HmacSHA256");
    }

    /** The first free port for the service; empty if none is left. */
    OptionalInt free(
            String gatewayId, String service, ServiceTransport transport, IntPredicate used) {
        int start = start(gatewayId, service, transport);
        for (int i = 0; i < range.size(); i++) {
            int port = range.first() + (start + i) % range.size();
            if (!used.test(port)) {
                return OptionalInt.of(port);
            }
        }
        return OptionalInt.empty();
    }

    /** Where a name that leads nowhere is sent. */
    int decoy(String gatewayId, String service, ServiceTransport transport, IntPredicate used) {
        return free(gatewayId, service, transport, used)
                .orElseGet(() -> range.first() + start(gatewayId, service, transport));
    }

    boolean contains(int port) {
        return range.contains(port);
    }

    /**
     * TCP and UDP begin at places that have nothing to do with each other: a decoy for the one next
     * to the port of the other would tell that there is the other.
     */
    private int start(String gatewayId, String service, ServiceTransport transport) {
        String name = transport == ServiceTransport.TCP ? service : service + "/udp";
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            byte[] digest = mac.doFinal((gatewayId + "/" + name).getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(digest).getInt() & Integer.MAX_VALUE) % range.size();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
