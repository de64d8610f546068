/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.time.Duration;
import java.util.Optional;

/**
 * How a modem is driven.
 *
 * @param sweepPeriod how often the storages are read through for messages that were never
 *     announced; 5 s to 1 day
 * @param pollPeriod the same for a modem that can't announce messages; 1 s to 1 hour
 * @param answerTime how long an ordinary command may take; 100 ms to 1 min
 * @param sendTime how long the network may take to accept a message; 1 s to 5 min
 * @param reopenPause the first pause before a lost port is opened again; it doubles up to {@code
 *     reopenPauseMost}
 * @param partsKept how long the parts of an incomplete message are waited for
 * @param makeRoom when the storage is full: delete the oldest message that the inbox left there,
 *     since a full storage takes no more messages, whoever they are for
 * @param pin the SIM's PIN, entered at most once in the life of a {@link Modem}, since a third
 *     wrong entry blocks the SIM
 */
public record ModemSettings(
        Duration sweepPeriod,
        Duration pollPeriod,
        Duration answerTime,
        Duration sendTime,
        Duration reopenPause,
        Duration reopenPauseMost,
        Duration partsKept,
        boolean makeRoom,
        Optional<SimPin> pin) {
    public ModemSettings {
        check("sweepPeriod", sweepPeriod, Duration.ofSeconds(5), Duration.ofDays(1));
        check("pollPeriod", pollPeriod, Duration.ofSeconds(1), Duration.ofHours(1));
        check("answerTime", answerTime, Duration.ofMillis(100), Duration.ofMinutes(1));
        check("sendTime", sendTime, Duration.ofSeconds(1), Duration.ofMinutes(5));
        check("reopenPause", reopenPause, Duration.ofMillis(10), Duration.ofMinutes(10));
        check("reopenPauseMost", reopenPauseMost, reopenPause, Duration.ofHours(1));
        check("partsKept", partsKept, Duration.ofSeconds(1), Duration.ofDays(7));
    }

    /** Right for most modems. */
    public static ModemSettings defaults() {
        return new ModemSettings(
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(90),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofHours(24),
                true,
                Optional.empty());
    }

    /** The same with other periods of looking for messages. */
    public ModemSettings withPeriods(Duration sweep, Duration poll) {
        return new ModemSettings(
                sweep,
                poll,
                answerTime,
                sendTime,
                reopenPause,
                reopenPauseMost,
                partsKept,
                makeRoom,
                pin);
    }

    /** The same with other times for answers. */
    public ModemSettings withTimes(Duration answer, Duration send) {
        return new ModemSettings(
                sweepPeriod,
                pollPeriod,
                answer,
                send,
                reopenPause,
                reopenPauseMost,
                partsKept,
                makeRoom,
                pin);
    }

    /** The same with other pauses before a lost port is opened again. */
    public ModemSettings withReopenPauses(Duration first, Duration most) {
        return new ModemSettings(
                sweepPeriod,
                pollPeriod,
                answerTime,
                sendTime,
                first,
                most,
                partsKept,
                makeRoom,
                pin);
    }

    /** The same with another answer to a full storage. */
    public ModemSettings withMakeRoom(boolean room) {
        return new ModemSettings(
                sweepPeriod,
                pollPeriod,
                answerTime,
                sendTime,
                reopenPause,
                reopenPauseMost,
                partsKept,
                room,
                pin);
    }

    /** The same with a PIN. */
    public ModemSettings withPin(SimPin simPin) {
        return new ModemSettings(
                sweepPeriod,
                pollPeriod,
                answerTime,
                sendTime,
                reopenPause,
                reopenPauseMost,
                partsKept,
                makeRoom,
                Optional.of(simPin));
    }

    private static void check(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    name + " is to be between " + least + " and " + most + ", not " + value);
        }
    }
}
