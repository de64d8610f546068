/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a modem is driven.
 *
 * @param sweepPeriod how often the storages are read through for messages that were never
 *     announced; 5 s to 1 day
 * @param pollPeriod the same for a modem that can't announce messages; 1 s to 1 hour
 * @param statusPeriod how often the modem is asked for registration, signal and time, when it has
 *     nothing else to do; 1 s to 1 day
 * @param answerTime how long an ordinary command may take; 100 ms to 1 min
 * @param sending how messages are sent
 * @param reopenPause the first pause before a lost port is opened again; it doubles up to {@code
 *     reopenPauseMost}
 * @param partsKept how long the parts of an incomplete message are waited for
 * @param makeRoom when the storage is full: delete the oldest message that the inbox left there,
 *     since a full storage takes no more messages, whoever they are for
 * @param pin the SIM's PIN, entered at most once in the life of a {@link Modem}, since a third
 *     wrong entry blocks the SIM
 * @param quirks what is to replace or to extend the table of makers' ways, key by key, such as
 *     {@code quectel.storages} → {@code SM}
 */
public record ModemSettings(
        Duration sweepPeriod,
        Duration pollPeriod,
        Duration statusPeriod,
        Duration answerTime,
        SendSettings sending,
        Duration reopenPause,
        Duration reopenPauseMost,
        Duration partsKept,
        boolean makeRoom,
        Optional<SimPin> pin,
        Map<String, String> quirks) {
    public ModemSettings {
        check("sweepPeriod", sweepPeriod, Duration.ofSeconds(5), Duration.ofDays(1));
        check("pollPeriod", pollPeriod, Duration.ofSeconds(1), Duration.ofHours(1));
        check("statusPeriod", statusPeriod, Duration.ofSeconds(1), Duration.ofDays(1));
        check("answerTime", answerTime, Duration.ofMillis(100), Duration.ofMinutes(1));
        check("reopenPause", reopenPause, Duration.ofMillis(10), Duration.ofMinutes(10));
        check("reopenPauseMost", reopenPauseMost, reopenPause, Duration.ofHours(1));
        check("partsKept", partsKept, Duration.ofSeconds(1), Duration.ofDays(7));
        quirks = Map.copyOf(quirks);
    }

    /** Right for most modems. */
    public static ModemSettings defaults() {
        return new ModemSettings(
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                SendSettings.defaults(),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofHours(24),
                true,
                Optional.empty(),
                Map.of());
    }

    /** The same with other periods of looking for messages. */
    public ModemSettings withPeriods(Duration sweep, Duration poll) {
        return new ModemSettings(
                sweep,
                poll,
                statusPeriod,
                answerTime,
                sending,
                reopenPause,
                reopenPauseMost,
                partsKept,
                makeRoom,
                pin,
                quirks);
    }

    /** The same with another period of asking for the status. */
    public ModemSettings withStatusPeriod(Duration period) {
        return new ModemSettings(
                sweepPeriod,
                pollPeriod,
                period,
                answerTime,
                sending,
                reopenPause,
                reopenPauseMost,
                partsKept,
                makeRoom,
                pin,
                quirks);
    }

    /** The same with other times for answers. */
    public ModemSettings withTimes(Duration answer, Duration send) {
        return new ModemSettings(
                sweepPeriod,
                pollPeriod,
                statusPeriod,
                answer,
                sending.withTime(send),
                reopenPause,
                reopenPauseMost,
                partsKept,
                makeRoom,
                pin,
                quirks);
    }

    /** The same with another way of sending. */
    public ModemSettings withSending(SendSettings newSending) {
        return new ModemSettings(
                sweepPeriod,
                pollPeriod,
                statusPeriod,
                answerTime,
                newSending,
                reopenPause,
                reopenPauseMost,
                partsKept,
                makeRoom,
                pin,
                quirks);
    }

    /** The same with other pauses before a lost port is opened again. */
    public ModemSettings withReopenPauses(Duration first, Duration most) {
        return new ModemSettings(
                sweepPeriod,
                pollPeriod,
                statusPeriod,
                answerTime,
                sending,
                first,
                most,
                partsKept,
                makeRoom,
                pin,
                quirks);
    }

    /** The same with another answer to a full storage. */
    public ModemSettings withMakeRoom(boolean room) {
        return new ModemSettings(
                sweepPeriod,
                pollPeriod,
                statusPeriod,
                answerTime,
                sending,
                reopenPause,
                reopenPauseMost,
                partsKept,
                room,
                pin,
                quirks);
    }

    /** The same with a PIN. */
    public ModemSettings withPin(SimPin simPin) {
        return new ModemSettings(
                sweepPeriod,
                pollPeriod,
                statusPeriod,
                answerTime,
                sending,
                reopenPause,
                reopenPauseMost,
                partsKept,
                makeRoom,
                Optional.of(simPin),
                quirks);
    }

    /** The same with other quirks. */
    public ModemSettings withQuirks(Map<String, String> newQuirks) {
        return new ModemSettings(
                sweepPeriod,
                pollPeriod,
                statusPeriod,
                answerTime,
                sending,
                reopenPause,
                reopenPauseMost,
                partsKept,
                makeRoom,
                pin,
                newQuirks);
    }

    static void check(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    name + " is to be between " + least + " and " + most + ", not " + value);
        }
    }
}
