/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

/** Where a modem is on its way to taking messages. */
public enum ModemState {
    /** Not opened, or closed for good. */
    CLOSED("closed"),
    /** The port is being opened, or it could not be and will be tried again after a pause. */
    OPENING("opening the port"),
    /** The port is open; the modem is being spoken to and set up. */
    INITIALISING("initialising"),
    /**
     * The SIM is absent, locked or blocked: someone has to see to it. It is looked at again now and
     * then.
     */
    SIM_NOT_READY("the SIM is not ready"),
    /** Messages are taken as they come. */
    READY("ready");

    private final String description;

    ModemState(String description) {
        this.description = description;
    }

    /** For people. */
    public String description() {
        return description;
    }
}
