/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import io.reveille.emulator.internal.at.ModemMachine;
import io.reveille.emulator.internal.control.ControlPort;
import io.reveille.emulator.internal.radio.RadioLink;
import io.reveille.emulator.internal.radio.StandaloneRadio;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.SmsStatusReport;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.Tpdu;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A cellular modem in software: an AT dialogue on a pseudo-terminal or a TCP port. */
public final class ModemEmulator implements AutoCloseable {
    private final ModemMachine machine;
    private final StandaloneRadio standalone;
    private final Optional<RadioLink> link;
    private final Optional<ControlPort> control;

    private ModemEmulator(ModemEmulatorOptions options) throws IOException {
        AtomicReference<Optional<ModemMachine>> started = new AtomicReference<>(Optional.empty());
        standalone = new StandaloneRadio();
        link =
                options.centre()
                        .map(
                                centre ->
                                        new RadioLink(
                                                centre,
                                                options.subscriber().number(),
                                                tpdu -> started.get().orElseThrow().deliver(tpdu),
                                                () ->
                                                        started.get()
                                                                .ifPresent(
                                                                        ModemMachine
                                                                                ::registrationChanged)));
        machine = new ModemMachine(options, link.isPresent() ? link.get() : standalone);
        started.set(Optional.of(machine));
        try {
            control =
                    options.control().isPresent()
                            ? Optional.of(
                                    new ControlPort(
                                            options.control().get(),
                                            machine.faults(),
                                            this::arrive))
                            : Optional.empty();
        } catch (IOException e) {
            machine.close();
            throw e;
        }
        link.ifPresent(RadioLink::start);
    }

    /**
     * Starts a modem.
     *
     * @throws IOException when its line can't be had; the message says why
     */
    public static ModemEmulator start(ModemEmulatorOptions options) throws IOException {
        return new ModemEmulator(options);
    }

    /**
     * Starts a modem, says where it is and runs it until the thread is interrupted.
     *
     * @param say takes lines for people
     */
    public static void run(ModemEmulatorOptions options, Consumer<String> say) throws IOException {
        try (ModemEmulator modem = start(options)) {
            say.accept("modem " + options.subscriber().number() + " at " + modem.address());
            modem.control()
                    .ifPresent(
                            at ->
                                    say.accept(
                                            "control at "
                                                    + at.getHostString()
                                                    + ":"
                                                    + at.getPort()));
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Where the line is, as a gateway's configuration writes it: {@code serial:/dev/…} or {@code
     * tcp:…}.
     */
    public String address() {
        return machine.address();
    }

    /** Where the control protocol is, if it was asked for. */
    public Optional<InetSocketAddress> control() {
        return control.map(ControlPort::address);
    }

    /** What can go wrong. */
    public ModemFaults faults() {
        return machine.faults();
    }

    /**
     * Whether it is registered with its centre; always so without one, unless coverage was taken
     * away.
     */
    public boolean isRegistered() {
        return link.isPresent() ? link.get().isRegistered() : standalone.isRegistered();
    }

    /**
     * Lets a message arrive from the network, without any centre.
     *
     * @return the failure cause (TP-FCS, TS 23.040, 9.2.3.22) if the modem does not accept it, such
     *     as 211 when its storage is full
     */
    public CompletionStage<OptionalInt> receive(SmsDeliver message) {
        return arrive(message);
    }

    /**
     * Lets a status report arrive from the network, without any centre; what becomes of it is as
     * {@code +CNMI} says.
     *
     * @return the failure cause (TP-FCS) if the modem does not accept it
     */
    public CompletionStage<OptionalInt> receive(SmsStatusReport report) {
        return arrive(report);
    }

    /**
     * Lets the network tell the time (NITZ, TS 22.042); the modem announces it as it was told to,
     * and sets its clock by it.
     *
     * @param time with the zone in which the modem is
     */
    public void networkTime(OffsetDateTime time) {
        machine.networkTime(time);
    }

    private CompletionStage<OptionalInt> arrive(Tpdu tpdu) {
        return machine.deliver(tpdu);
    }

    /** The last messages that were sent while there is no centre, oldest first. */
    public List<SmsSubmit> sent() {
        return standalone.sent();
    }

    /**
     * How many messages are in a storage now.
     *
     * @param memory such as {@code SM}; one that the modem does not have holds none
     */
    public int stored(String memory) {
        return machine.stored(memory);
    }

    /** Switches it off; nothing is left behind. */
    @Override
    public void close() {
        control.ifPresent(ControlPort::close);
        link.ifPresent(RadioLink::close);
        machine.close();
    }
}
