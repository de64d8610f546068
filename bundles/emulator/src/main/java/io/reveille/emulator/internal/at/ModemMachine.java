/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import io.reveille.emulator.ModemEmulatorOptions;
import io.reveille.emulator.VendorProfile;
import io.reveille.emulator.internal.line.TerminalLine;
import io.reveille.sms.Address;
import io.reveille.sms.Tpdu;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The emulated modem: everything in it happens on one thread. */
public final class ModemMachine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModemMachine.class);
    private static final Duration BOOT = Duration.ofMillis(100);
    private static final Duration ACKNOWLEDGEMENT_TIME = Duration.ofSeconds(5);
    private static final int ANSWER_SECONDS = 10;
    private static final Address CENTRE = Address.international("+491710760000");

    private final ScheduledThreadPoolExecutor thread;
    private final TerminalLine line;
    private final Radio radio;
    private final ModemParts modem;
    private final Talker talker;
    private final CommandLoop commands;
    private final FaultSwitches faults;
    private boolean booting;

    /**
     * Starts a modem.
     *
     * @throws IOException when its line can't be had
     */
    public ModemMachine(ModemEmulatorOptions options, Radio radio) throws IOException {
        this.radio = radio;
        VendorProfile profile = VendorProfile.named(options.profile());
        thread = new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "emulated-modem"));
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        TerminalSettings settings = new TerminalSettings(profile);
        Faults switched = new Faults();
        MessageStore store = new MessageStore(profile.storages());
        SimLock sim = new SimLock(options.subscriber());
        sim.reset(profile.busyAfterBoot());
        talker = new Talker(this::write, settings, switched);
        Arrivals arrivals =
                new Arrivals(
                        profile,
                        settings,
                        switched,
                        store,
                        talker,
                        CENTRE,
                        this::expectAcknowledgement);
        modem =
                new ModemParts(
                        profile,
                        options.subscriber(),
                        options.imei(),
                        settings,
                        switched,
                        sim,
                        store,
                        radio,
                        new ModemClock(),
                        arrivals);
        commands = new CommandLoop(modem, talker, this::execute, this::later, this::restart);
        try {
            line = TerminalLine.open(options.line(), this::received);
        } catch (IOException | RuntimeException e) {
            thread.shutdownNow();
            throw e;
        }
        faults = new FaultSwitches(this, switched, settings, talker, options.seed());
    }

    /** Where the line is. */
    public String address() {
        return line.address();
    }

    /** What can go wrong. */
    public FaultSwitches faults() {
        return faults;
    }

    /** Lets a message arrive; gives the failure cause if it is not accepted. */
    public CompletionStage<OptionalInt> deliver(Tpdu tpdu) {
        CompletableFuture<OptionalInt> outcome = new CompletableFuture<>();
        if (!execute(() -> modem.arrivals().arrive(tpdu, outcome))) {
            outcome.complete(OptionalInt.of(Arrivals.UNSPECIFIED));
        }
        return outcome;
    }

    /** How many messages are in a storage. */
    public int stored(String memory) {
        CompletableFuture<Integer> count = new CompletableFuture<>();
        boolean on =
                execute(
                        () ->
                                count.complete(
                                        modem.store().names().contains(memory)
                                                ? modem.store().used(memory)
                                                : 0));
        return on ? count.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join() : 0;
    }

    private void received(byte[] octets) {
        execute(
                () -> {
                    if (!booting) {
                        commands.type(octets);
                    }
                });
    }

    private void write(byte[] octets) {
        line.write(octets);
    }

    /** Does something on the modem's thread, soon; false when the modem is off. */
    boolean execute(Runnable work) {
        try {
            thread.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void later(Runnable work, Duration pause) {
        if (pause.isZero()) {
            work.run();
            return;
        }
        try {
            var unused = thread.schedule(work, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // switched off meanwhile
        }
    }

    private void expectAcknowledgement() {
        later(modem.arrivals()::acknowledgementMissed, ACKNOWLEDGEMENT_TIME);
    }

    /** Loses all settings, keeps the storages. */
    void restart() {
        booting = true;
        modem.faults().resetDuringNext = false;
        modem.settings().reset(modem.profile());
        modem.sim().reset(modem.profile().busyAfterBoot());
        modem.arrivals().reset();
        commands.reset();
        later(
                () -> {
                    booting = false;
                    talker.unasked(modem.profile().boot());
                },
                BOOT);
    }

    void unplug() {
        line.unplug();
    }

    void plugIn() {
        try {
            line.plugIn(this::received);
        } catch (IOException e) {
            LOG.warn("The emulated modem can't be plugged in again: {}", e.getMessage());
        }
    }

    void coverage(boolean covered) {
        radio.coverage(covered);
        talker.unasked(NetworkCommands.changed(modem));
    }

    /** The registration may have changed. */
    public void registrationChanged() {
        execute(() -> talker.unasked(NetworkCommands.changed(modem)));
    }

    /** The network tells the time. */
    public void networkTime(OffsetDateTime time) {
        execute(
                () -> {
                    modem.clock().told(time, modem.settings().followsNetwork);
                    talker.unasked(ClockCommands.told(modem, time));
                });
    }

    void memoryFull(boolean full) {
        modem.faults().full = full;
        if (!full && modem.arrivals().takeRefused()) {
            radio.memoryAvailable();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        line.close();
    }
}
