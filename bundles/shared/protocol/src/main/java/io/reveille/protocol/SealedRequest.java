/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.Octets;

/**
 * A sealed access request, and what its sender knows about the tunnel that it will bring.
 *
 * @param octets what to send
 * @param sessionId the session
 * @param token what the gateway will present
 */
public record SealedRequest(Octets octets, SessionId sessionId, TunnelToken token) {}
