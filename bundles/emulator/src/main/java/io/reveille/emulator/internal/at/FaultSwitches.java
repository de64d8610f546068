/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import io.reveille.emulator.ModemFaults;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The faults of one modem; takes effect on the modem's thread, after what was asked for before. */
public final class FaultSwitches implements ModemFaults {
    private static final int MOST_GARBAGE = 65_536;
    private static final int MOST_LOST = 1_000;
    private static final int MOST_CAUSE = 999;
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    private final ModemMachine machine;
    private final Faults faults;
    private final TerminalSettings settings;
    private final Talker talker;
    private final Random random;

    FaultSwitches(
            ModemMachine machine,
            Faults faults,
            TerminalSettings settings,
            Talker talker,
            long seed) {
        this.machine = machine;
        this.faults = faults;
        this.settings = settings;
        this.talker = talker;
        this.random = new Random(seed);
    }

    @Override
    public void reset() {
        machine.execute(machine::restart);
    }

    @Override
    public void resetDuringNextCommand() {
        machine.execute(() -> faults.resetDuringNext = true);
    }

    @Override
    public void garbage(int octets) {
        require(octets >= 1 && octets <= MOST_GARBAGE, "garbage is 1 to 65536 octets");
        machine.execute(
                () -> {
                    byte[] garbage = new byte[octets];
                    random.nextBytes(garbage);
                    talker.octets(garbage);
                });
    }

    @Override
    public void echo(boolean on) {
        machine.execute(() -> settings.echo = on);
    }

    @Override
    public void oneByteAtATime(boolean on) {
        machine.execute(() -> faults.oneByteAtATime = on);
    }

    @Override
    public void glueLines(boolean on) {
        machine.execute(() -> faults.glue = on);
    }

    @Override
    public void delay(Duration pause) {
        require(
                !pause.isNegative() && pause.compareTo(LONGEST_DELAY) <= 0,
                "a delay is 0 to 1 hour");
        machine.execute(() -> faults.delay = pause);
    }

    @Override
    public void loseAnswers(int commands) {
        require(commands >= 0 && commands <= MOST_LOST, "0 to 1000 answers can be lost");
        machine.execute(() -> faults.answersToLose = commands);
    }

    @Override
    public void memoryFull(boolean full) {
        machine.execute(() -> machine.memoryFull(full));
    }

    @Override
    public void refuseIndications(boolean refuse) {
        machine.execute(() -> faults.refuseIndications = refuse);
    }

    @Override
    public void refuseSending(int cause, int messages) {
        require(cause >= 0 && cause <= MOST_CAUSE, "a cause is 0 to 999");
        require(messages >= 0 && messages <= MOST_LOST, "0 to 1000 messages can be refused");
        machine.execute(
                () -> {
                    faults.sendingCause = cause;
                    faults.sendingsToRefuse = messages;
                });
    }

    @Override
    public void muteUnsolicited(boolean mute) {
        machine.execute(() -> faults.mute = mute);
    }

    @Override
    public void unplug() {
        machine.execute(machine::unplug);
    }

    @Override
    public void plugIn() {
        machine.execute(machine::plugIn);
    }

    @Override
    public void coverage(boolean covered) {
        machine.execute(() -> machine.coverage(covered));
    }

    @Override
    public void say(String line) {
        requireLine(line);
        machine.execute(() -> talker.unasked(List.of(line)));
    }

    @Override
    public void interruptNextAnswer(String line) {
        requireLine(line);
        machine.execute(() -> faults.interruption = Optional.of(line));
    }

    private static void requireLine(String line) {
        require(line.matches("[\\x20-\\x7E]{1,512}"), "a line is 1 to 512 printable characters");
    }

    private static void require(boolean so, String what) {
        if (!so) {
            throw new IllegalArgumentException(what);
        }
    }
}
