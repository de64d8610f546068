/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec;

import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;

/**
 * One tunnel as both ends know it from the access request.
 *
 * @param id the session id of the access request, 16 octets
 * @param gatewayId whose tunnel it is
 * @param serverName the proxy's name, by which it proves itself in IKE
 * @param key the pre-shared key of IKEv2 (RFC 7296, section 2.15), 32 octets
 */
public record IpsecSession(Octets id, String gatewayId, String serverName, Secret key) {
    /** What the gateway calls itself in IKE (IDi): different in each session, as its key is. */
    String initiator() {
        return id.hex() + "." + gatewayId;
    }
}
