/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What modem to emulate, and where.
 *
 * @param line where the AT dialogue is: {@code pty} (a new pseudo-terminal), {@code pty:PATH} (the
 *     same with a symbolic link to it, which is replaced if there is one) or {@code tcp:HOST:PORT}
 *     (port 0 is any free one)
 * @param subscriber the SIM in it
 * @param imei its equipment identity, 15 digits
 * @param profile whose modem it behaves like: the name of a {@link VendorProfile}, such as {@code
 *     generic}
 * @param centre the radio link of the {@link SmsCentre} that it is registered with, if any
 * @param control where to listen for the control protocol of {@link ModemFaults}, if anywhere; port
 *     0 is any free one
 * @param seed makes what is random about it repeatable
 */
public record ModemEmulatorOptions(
        String line,
        Subscriber subscriber,
        String imei,
        String profile,
        Optional<InetSocketAddress> centre,
        Optional<InetSocketAddress> control,
        long seed) {
    public ModemEmulatorOptions {
        if (!line.matches("pty|pty:.+|tcp:.+:[0-9]{1,5}")) {
            throw new IllegalArgumentException(
                    "the line is pty, pty:PATH-OF-LINK or tcp:HOST:PORT, not " + line);
        }
        if (!imei.matches("[0-9]{15}")) {
            throw new IllegalArgumentException("an IMEI is 15 digits, not " + imei);
        }
    }

    /** A generic modem on a new pseudo-terminal, with this SIM, registered nowhere. */
    public static ModemEmulatorOptions of(Subscriber subscriber) {
        return new ModemEmulatorOptions(
                "pty",
                subscriber,
                "356938035643809",
                "generic",
                Optional.empty(),
                Optional.empty(),
                1);
    }

    /** The same on another line. */
    public ModemEmulatorOptions withLine(String newLine) {
        return new ModemEmulatorOptions(newLine, subscriber, imei, profile, centre, control, seed);
    }

    /** The same as another maker's modem. */
    public ModemEmulatorOptions withProfile(String newProfile) {
        return new ModemEmulatorOptions(line, subscriber, imei, newProfile, centre, control, seed);
    }

    /** The same registered with a centre. */
    public ModemEmulatorOptions withCentre(InetSocketAddress radio) {
        return new ModemEmulatorOptions(
                line, subscriber, imei, profile, Optional.of(radio), control, seed);
    }

    /** The same with the control protocol. */
    public ModemEmulatorOptions withControl(InetSocketAddress address) {
        return new ModemEmulatorOptions(
                line, subscriber, imei, profile, centre, Optional.of(address), seed);
    }
}
