/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.SimPin;
import io.reveille.gateway.modem.internal.at.AtAnswer;
import io.reveille.gateway.modem.internal.at.FinalResult;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import java.util.Optional;

/**
 * Sees that the SIM can be used (3GPP TS 27.007 section 8.3). A PIN is entered once and never
 * again, not even after a restart: the third wrong one blocks the SIM.
 */
final class SimGate {
    private static final int NOT_INSERTED = 10;
    private static final int BUSY = 14;

    private final Optional<SimPin> pin;
    private boolean entered;
    private boolean accepted;

    SimGate(Optional<SimPin> pin) {
        this.pin = pin;
    }

    void pass(At at) throws ModemUpsetException, NotReadyException {
        AtAnswer answer = at.ask("AT+CPIN?");
        String state = answer.values().flatMap(values -> values.text(0)).orElse("");
        switch (state) {
            case "READY":
                return;
            case "SIM PIN":
                enter(at);
                return;
            case "":
                unknown(answer.result());
                return;
            default:
                throw new NotReadyException(
                        "the SIM asks for " + state + ": unlock it in a telephone", true);
        }
    }

    private void enter(At at) throws ModemUpsetException, NotReadyException {
        if (pin.isEmpty()) {
            throw new NotReadyException(
                    "the SIM asks for its PIN: configure it, or turn the request for it off", true);
        }
        if (entered && !accepted) {
            throw new NotReadyException(
                    "the SIM did not accept the configured PIN, which is not tried again: correct it and"
                            + " start anew",
                    true);
        }
        entered = true;
        accepted = at.run("AT+CPIN=\"" + pin.get().digits() + "\"").isOk();
        if (!accepted) {
            throw new NotReadyException("the SIM did not accept the configured PIN", true);
        }
    }

    private static void unknown(FinalResult result) throws NotReadyException {
        if (result instanceof FinalResult.Coded coded) {
            int number = coded.number().orElse(-1);
            if (number == NOT_INSERTED) {
                throw new NotReadyException("there is no SIM in the modem: insert one", true);
            }
            throw new NotReadyException(
                    "the SIM is not ready: " + coded.describe(), number != BUSY);
        }
        if (result instanceof FinalResult.TimedOut) {
            throw new NotReadyException("the modem does not say whether the SIM is ready", false);
        }
        // a modem that does not know the command has no SIM to lock
    }
}
