/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.protocol.Verdict;
import io.reveille.tunnel.TunnelCredential;
import java.time.Instant;
import java.util.Optional;

/**
 * An access request that is granted and waits for its tunnel; or for another one, after that was
 * lost.
 */
public final class DialRequest {
    private static final int MAX_REFUSALS = 3;

    private final Verdict.Accepted granted;
    private final long acceptedNanos;
    private final long deadlineNanos;
    private final Instant issuedAt;
    private final boolean again;
    private volatile Optional<Resumption> resumption = Optional.empty();
    private int refusals;

    /**
     * @param granted what was asked
     * @param acceptedNanos when, by {@link System#nanoTime}
     * @param deadlineNanos until when it may be dialled, by the same clock
     */
    public DialRequest(Verdict.Accepted granted, long acceptedNanos, long deadlineNanos) {
        this(granted, acceptedNanos, deadlineNanos, granted.request().issuedAt(), false);
    }

    private DialRequest(
            Verdict.Accepted granted,
            long acceptedNanos,
            long deadlineNanos,
            Instant issuedAt,
            boolean again) {
        this.granted = granted;
        this.acceptedNanos = acceptedNanos;
        this.deadlineNanos = deadlineNanos;
        this.issuedAt = issuedAt;
        this.again = again;
    }

    /** The tunnel for this request is up, and its proxy told how to dial again. */
    public void resumableBy(Resumption told) {
        resumption = Optional.of(told);
    }

    /**
     * The request to dial again after the tunnel was lost, where the proxy allowed that.
     *
     * @param now when it was lost, by the proxies' clock
     */
    Optional<DialRequest> again(Instant now, long nowNanos) {
        return resumption.map(
                told ->
                        new DialRequest(
                                new Verdict.Accepted(
                                        granted.request(),
                                        told.session(),
                                        told.token(),
                                        granted.senderKeyId()),
                                nowNanos,
                                nowNanos + told.validity().toNanos(),
                                now,
                                true));
    }

    /** Whether no one has asked for this but the gateway, which lost a tunnel. */
    public boolean isAgain() {
        return again;
    }

    /** What was asked. */
    public Verdict.Accepted granted() {
        return granted;
    }

    /** The session id in base64. */
    public String session() {
        return granted.sessionId().base64();
    }

    long acceptedNanos() {
        return acceptedNanos;
    }

    Instant issuedAt() {
        return issuedAt;
    }

    TunnelCredential credential() {
        return TunnelCredential.of(granted.sessionId().toArray(), granted.token().toArray());
    }

    /** Nanoseconds until it may not be dialled any more; zero or less when that is past. */
    long leftNanos(long nowNanos) {
        return deadlineNanos - nowNanos;
    }

    /** The proxy did not take its credential; true when it is no use to ask once more. */
    boolean refusedByProxy() {
        refusals++;
        return again || refusals >= MAX_REFUSALS;
    }
}
