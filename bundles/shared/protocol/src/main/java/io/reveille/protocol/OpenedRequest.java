/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

/**
 * An access request that opened: it is authentic and whole, but may be a copy, late, or more than
 * its sender may ask.
 *
 * @param request what was asked
 * @param sessionId the session
 * @param token what to present to the proxy
 * @param senderKeyId which key sealed it
 * @param series where its counter counts
 */
public record OpenedRequest(
        AccessRequest request,
        SessionId sessionId,
        TunnelToken token,
        int senderKeyId,
        CounterSeries series) {}
