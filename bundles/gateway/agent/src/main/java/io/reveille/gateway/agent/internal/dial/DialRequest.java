/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.protocol.Verdict;
import io.reveille.tunnel.TunnelCredential;
import java.time.Instant;

/** An access request that is granted and waits for its tunnel. */
public final class DialRequest {
    private static final int MAX_REFUSALS = 3;

    private final Verdict.Accepted granted;
    private final long acceptedNanos;
    private final long deadlineNanos;
    private int refusals;

    /**
     * @param granted what was asked
     * @param acceptedNanos when, by {@link System#nanoTime}
     * @param deadlineNanos until when it may be dialled, by the same clock
     */
    public DialRequest(Verdict.Accepted granted, long acceptedNanos, long deadlineNanos) {
        this.granted = granted;
        this.acceptedNanos = acceptedNanos;
        this.deadlineNanos = deadlineNanos;
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
        return granted.request().issuedAt();
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
        return refusals >= MAX_REFUSALS;
    }
}
