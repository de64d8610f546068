/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What SMS centre to emulate.
 *
 * @param smpp where to listen for SMPP 3.4 clients; port 0 is any free one
 * @param tls what SMPP clients are shown by TLS; without it they connect in clear
 * @param radio where to listen for emulated modems (see {@link ModemEmulatorOptions#centre()});
 *     port 0 is any free one
 * @param account whom SMPP clients have to bind as
 * @param number the centre's own number, such as {@code +491710760000}
 * @param conditions how deliveries fare
 * @param retry how long to wait before a modem that could not take a message is tried again
 * @param capacity how many messages are held at most, 1 to 100000
 * @param seed makes losses, duplicates and delays repeatable
 */
public record SmsCentreOptions(
        InetSocketAddress smpp,
        Optional<SmppTls> tls,
        InetSocketAddress radio,
        SmppAccount account,
        String number,
        RadioConditions conditions,
        Duration retry,
        int capacity,
        long seed) {
    /** The port that SMPP is registered for. */
    public static final int SMPP_PORT = 2775;

    /** Where the radio link is by default. */
    public static final int RADIO_PORT = 2776;

    public SmsCentreOptions {
        if (!number.matches("\\+?[0-9]{3,15}")) {
            throw new IllegalArgumentException("a centre's number is digits, not " + number);
        }
        if (retry.compareTo(Duration.ofMillis(10)) < 0 || retry.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "the pause before a retry is 10 ms to 1 day, not " + retry);
        }
        if (capacity < 1 || capacity > 100_000) {
            throw new IllegalArgumentException(
                    "a centre holds 1 to 100000 messages, not " + capacity);
        }
    }

    /** A centre to which SMPP clients connect in clear. */
    public SmsCentreOptions(
            InetSocketAddress smpp,
            InetSocketAddress radio,
            SmppAccount account,
            String number,
            RadioConditions conditions,
            Duration retry,
            int capacity,
            long seed) {
        this(smpp, Optional.empty(), radio, account, number, conditions, retry, capacity, seed);
    }

    /** A perfect network on the usual ports of the loopback address. */
    public static SmsCentreOptions of(SmppAccount account) {
        InetAddress here = InetAddress.getLoopbackAddress();
        return new SmsCentreOptions(
                new InetSocketAddress(here, SMPP_PORT),
                Optional.empty(),
                new InetSocketAddress(here, RADIO_PORT),
                account,
                "+491710760000",
                RadioConditions.PERFECT,
                Duration.ofSeconds(10),
                10_000,
                1);
    }

    /** The same on other ports of the same addresses; 0 is any free one. */
    public SmsCentreOptions withPorts(int smppPort, int radioPort) {
        return new SmsCentreOptions(
                new InetSocketAddress(smpp.getAddress(), smppPort),
                tls,
                new InetSocketAddress(radio.getAddress(), radioPort),
                account,
                number,
                conditions,
                retry,
                capacity,
                seed);
    }

    /** The same in another network, repeatable by its seed. */
    public SmsCentreOptions withConditions(RadioConditions newConditions, long newSeed) {
        return new SmsCentreOptions(
                smpp, tls, radio, account, number, newConditions, retry, capacity, newSeed);
    }

    /** The same with another pause before a modem is tried again. */
    public SmsCentreOptions withRetry(Duration pause) {
        return new SmsCentreOptions(
                smpp, tls, radio, account, number, conditions, pause, capacity, seed);
    }

    /** The same holding another number of messages at most. */
    public SmsCentreOptions withCapacity(int messages) {
        return new SmsCentreOptions(
                smpp, tls, radio, account, number, conditions, retry, messages, seed);
    }

    /** The same, to which SMPP clients connect by TLS. */
    public SmsCentreOptions withTls(SmppTls newTls) {
        return new SmsCentreOptions(
                smpp,
                Optional.of(newTls),
                radio,
                account,
                number,
                conditions,
                retry,
                capacity,
                seed);
    }
}
