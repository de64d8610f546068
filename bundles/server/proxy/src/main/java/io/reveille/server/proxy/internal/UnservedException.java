/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.server.registry.Outcome;

/** A client cannot be served. */
final class UnservedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    /**
     * @param reason for people: what was tried and what came of it
     */
    UnservedException(Outcome outcome, String reason) {
        super(reason, null, false, false);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
