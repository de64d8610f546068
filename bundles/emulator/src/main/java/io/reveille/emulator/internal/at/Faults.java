/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The faults that are on. Belongs to the modem's thread. */
final class Faults {
    boolean resetDuringNext;
    boolean oneByteAtATime;
    boolean glue;
    Duration delay = Duration.ZERO;
    int answersToLose;
    int sendingsToRefuse;
    int sendingCause;
    boolean full;
    boolean mute;
    boolean refuseIndications;
    Optional<String> interruption = Optional.empty();

    /** Whether to keep the answer that is due; counts down. */
    boolean loseAnswer() {
        if (answersToLose == 0) {
            return false;
        }
        answersToLose--;
        return true;
    }

    /** The cause with which to refuse the message being sent, if so wanted; counts down. */
    OptionalInt refuseSending() {
        if (sendingsToRefuse == 0) {
            return OptionalInt.empty();
        }
        sendingsToRefuse--;
        return OptionalInt.of(sendingCause);
    }

    /** What is to be said in the middle of the answer that is due; once. */
    Optional<String> takeInterruption() {
        Optional<String> line = interruption;
        interruption = Optional.empty();
        return line;
    }
}
