/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.SignalBudget;
import java.util.List;
import java.util.Optional;

/** A client cannot be served. */
public final class UnservedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final transient Optional<SignalBudget.Refusal> exhausted;
    private final transient List<String> challenges;

    /**
     * @param reason for people: what was tried and what came of it
     */
    public UnservedException(Outcome outcome, String reason) {
        this(outcome, reason, List.of());
    }

    /**
     * The gateway itself asks who the client is.
     *
     * @param challenges the values of its {@code Proxy-Authenticate} fields
     */
    UnservedException(Outcome outcome, String reason, List<String> challenges) {
        super(reason, null, false, false);
        this.outcome = outcome;
        this.exhausted = Optional.empty();
        this.challenges = List.copyOf(challenges);
    }

    /** The gateway may not be woken for this client now. */
    UnservedException(SignalBudget.Refusal exhausted) {
        super(exhausted.toString(), null, false, false);
        this.outcome = Outcome.REFUSED;
        this.exhausted = Optional.of(exhausted);
        this.challenges = List.of();
    }

    /** What budget is used up, if that is why, and until when. */
    public Optional<SignalBudget.Refusal> exhausted() {
        return exhausted;
    }

    /** What the gateway asks of the client (RFC 9110 section 11.7.1), if that is why. */
    public List<String> challenges() {
        return challenges;
    }

    /** What becomes of its session. */
    public Outcome outcome() {
        return outcome;
    }

    /** For people: what was tried and what came of it. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
