/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

/** The modem can't be set up now. */
final class NotReadyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean sim;

    /** Why, and whether it is the SIM that someone has to see to. */
    NotReadyException(String message, boolean sim) {
        super(message);
        this.sim = sim;
    }

    boolean isSim() {
        return sim;
    }
}
