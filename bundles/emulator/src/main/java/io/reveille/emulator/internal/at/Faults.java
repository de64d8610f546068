/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import java.time.Duration;
import java.util.Optional;

/** The faults that are on. Belongs to the modem's thread. */
final class Faults {
    boolean resetDuringNext;
    boolean oneByteAtATime;
    boolean glue;
    Duration delay = Duration.ZERO;
    int answersToLose;
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

    /** What is to be said in the middle of the answer that is due; once. */
    Optional<String> takeInterruption() {
        Optional<String> line = interruption;
        interruption = Optional.empty();
        return line;
    }
}
