/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.crypto.FleetCa;
import io.reveille.crypto.TlsIdentity;
import io.reveille.protocol.PreSharedKey;
import io.reveille.protocol.SenderKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The server's own keys, created on its first start and kept in {@code HOME/keys}, readable by the
 * owner alone.
 */
@ProviderType
public interface FleetKeys {
    /** The key that seals access requests now. */
    SenderKey currentSender();

    /**
     * The key to seal a request to one gateway: the current one, or, for a gateway that slept since
     * before it was announced, the newest that it knows.
     */
    default SenderKey senderFor(String gatewayId) {
        return currentSender();
    }

    /**
     * The key that the gateway shares with the fleet, once it has confirmed one; requests are
     * sealed with it (suites 11 and 12).
     */
    default Optional<PreSharedKey> psk(String gatewayId) {
        return Optional.empty();
    }

    /** The authority that signs gateways' and the server's certificates. */
    FleetCa ca();

    /**
     * All authorities whose certificates are good: one, or two while the one replaces the other.
     */
    default List<X509Certificate> authorities() {
        return List.of(ca().certificate());
    }

    /**
     * Key and certificate chain, the CA last, for {@link ServerSettings#serverName()} and the
     * public addresses.
     */
    TlsIdentity serverIdentity();

    /**
     * Whether a certificate that the CA signed must not open a tunnel: its gateway is unknown, not
     * active, or has enrolled anew since. The signature is the caller's to check.
     */
    boolean isRevoked(X509Certificate certificate);
}
