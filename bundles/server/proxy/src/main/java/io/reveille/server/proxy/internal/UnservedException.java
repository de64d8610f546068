/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.SignalBudget;
import java.util.Optional;

/** A client cannot be served. */
public final class UnservedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final transient Optional<SignalBudget.Refusal> exhausted;

    /**
     * @param reason for people: what was tried and what came of it
     */
    public UnservedException(Outcome outcome, String reason) {
        super(reason, null, false, false);
        this.outcome = outcome;
        this.exhausted = Optional.empty();
    }

    /** The gateway may not be woken for this client now. */
    UnservedException(SignalBudget.Refusal exhausted) {
        super(exhausted.toString(), null, false, false);
        this.outcome = Outcome.REFUSED;
        this.exhausted = Optional.of(exhausted);
    }

    /** What budget is used up, if that is why, and until when. */
    public Optional<SignalBudget.Refusal> exhausted() {
        return exhausted;
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
