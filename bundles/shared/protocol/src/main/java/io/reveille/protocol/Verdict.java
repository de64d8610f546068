/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

/**
 * What a gateway decided about an access request. Outside, every refusal looks the same: silence.
 */
public sealed interface Verdict {

    /**
     * The tunnel may be dialled, once.
     *
     * @param request what was asked
     * @param sessionId the session
     * @param token what to present to the proxy
     * @param senderKeyId which key sealed it
     */
    record Accepted(AccessRequest request, SessionId sessionId, TunnelToken token, int senderKeyId)
            implements Verdict {}

    /**
     * Nothing may be done.
     *
     * @param reason why
     * @param detail what else there is to say for the audit log, or nothing
     */
    record Refused(RefusalReason reason, String detail) implements Verdict {}
}
