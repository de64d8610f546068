/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import io.reveille.emulator.Subscriber;
import java.util.Optional;

/**
 * Whether the SIM lets itself be used (TS 27.007 section 8.3). Three wrong PINs block it for good.
 */
final class SimLock {
    private static final int TRIES = 3;

    private final Optional<String> pin;
    private boolean busy;
    private boolean storagesBusy;
    private boolean open;
    private int tries = TRIES;

    SimLock(Subscriber subscriber) {
        this.pin = subscriber.pin();
    }

    /** As after a start; said to be busy once, if so wanted. */
    void reset(boolean busyAtFirst) {
        busy = busyAtFirst;
        storagesBusy = busyAtFirst;
        open = pin.isEmpty();
    }

    /** Whether to say that the storages are not there yet; once. */
    boolean takeStoragesBusy() {
        boolean was = storagesBusy;
        storagesBusy = false;
        return was;
    }

    boolean isOpen() {
        return open;
    }

    /** What {@code +CPIN?} says. */
    Reply state() {
        if (busy) {
            busy = false;
            return new Reply.EquipmentError(14);
        }
        return Reply.ok("+CPIN: " + (open ? "READY" : tries > 0 ? "SIM PIN" : "SIM PUK"));
    }

    Reply enter(String digits) {
        if (open) {
            return new Reply.EquipmentError(3);
        }
        if (tries == 0) {
            return new Reply.EquipmentError(12);
        }
        open = pin.filter(digits::equals).isPresent();
        tries = open ? TRIES : tries - 1;
        return open ? Reply.ok() : new Reply.EquipmentError(tries > 0 ? 16 : 12);
    }
}
