/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

/**
 * Why an access request was refused, in the order of the checks. For the audit log only: outside,
 * every refusal is silence.
 */
public enum RefusalReason {
    /** Fewer octets than any request has. */
    TOO_SHORT("too short for an access request"),
    /** More octets than any request has. */
    TOO_LONG("too long for an access request"),
    /** It does not begin as a request does. */
    BAD_MAGIC("not an access request"),
    /** A version below the gateway's minimum, or one that it does not know. */
    UNSUPPORTED_VERSION("a version that this gateway does not accept"),
    /** A suite that is unknown or below the gateway's minimum. */
    UNSUPPORTED_SUITE("a suite that this gateway does not accept"),
    /** No sender key with this id. */
    UNKNOWN_SENDER_KEY("sealed with a key that this gateway does not know"),
    /** The sender key is revoked. */
    REVOKED_KEY("sealed with a revoked key"),
    /** The gateway has no key of this generation. */
    UNKNOWN_RECIPIENT_KEY("sealed to a key generation that this gateway does not have"),
    /** The gateway has no shared key of this epoch, or the suite takes none. */
    UNKNOWN_PRE_SHARED_KEY("sealed with a pre-shared key that this gateway does not have"),
    /** Too many requests in too short a time. */
    RATE_LIMITED("too many access requests"),
    /** Forged, damaged, or meant for another gateway, channel, number or mailbox. */
    NOT_OPENED("does not open: forged, damaged, or for another gateway, channel or number"),
    /** Authentic, but not laid out as a request is. */
    MALFORMED("malformed"),
    /** It names another recipient than it was sent to. */
    WRONG_RECIPIENT("for another recipient"),
    /** The counter has been seen, or is too old to tell. */
    REPLAYED("a copy of an earlier access request, or older than the replay window"),
    /** Whether the counter has been seen can't be said or kept. */
    REPLAY_STATE_UNAVAILABLE("the replay state can't be kept"),
    /** Its validity is over. */
    EXPIRED("expired"),
    /** It asks for a tunnel protocol that the gateway may not use. */
    PROTOCOL_NOT_ALLOWED("a tunnel protocol that is not allowed"),
    /** It names a proxy that the gateway may not dial. */
    PROXY_NOT_ALLOWED("a proxy that is not allowed"),
    /** It asks for a port that the gateway does not offer. */
    SERVICE_NOT_OFFERED("a service that is not offered"),
    /** Nothing may be done that is not in the audit log first. */
    AUDIT_UNAVAILABLE("the audit log can't be written");

    private final String description;

    RefusalReason(String description) {
        this.description = description;
    }

    /** The reason in words for the audit log. */
    public String description() {
        return description;
    }
}
