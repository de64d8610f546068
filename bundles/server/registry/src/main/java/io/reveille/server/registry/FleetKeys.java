/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.crypto.FleetCa;
import io.reveille.crypto.TlsIdentity;
import io.reveille.protocol.SenderKey;
import java.security.cert.X509Certificate;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The server's own keys, created on its first start and kept in {@code HOME/keys}, readable by the
 * owner alone.
 */
@ProviderType
public interface FleetKeys {
    /** The key that seals access requests now. */
    SenderKey currentSender();

    /** The authority that signs gateways' and the server's certificates. */
    FleetCa ca();

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
