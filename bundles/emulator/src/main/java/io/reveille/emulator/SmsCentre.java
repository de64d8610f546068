/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import io.reveille.emulator.internal.centre.Centre;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * An SMS centre in software: SMPP 3.4 on one side, emulated modems on the other.
 *
 * <p>What an SMPP client submits goes to the modem with the destination's number as an SMS-DELIVER,
 * octet for octet, and waits while that modem is absent, until it expires; a receipt follows where
 * one was asked for; query_sm tells how it fares, and cancel_sm takes it back. What a modem sends
 * goes to another modem or, if its destination is no modem that has ever registered, to the SMPP
 * client that is bound as receiver.
 */
public final class SmsCentre implements AutoCloseable {
    private final Centre centre;

    private SmsCentre(Centre centre) {
        this.centre = centre;
    }

    /**
     * Starts a centre.
     *
     * @throws IOException when one of its ports can't be had; the message says which
     */
    public static SmsCentre start(SmsCentreOptions options) throws IOException {
        return new SmsCentre(new Centre(options));
    }

    /**
     * Starts a centre, says where it is and runs it until the thread is interrupted.
     *
     * @param say takes lines for people
     */
    public static void run(SmsCentreOptions options, Consumer<String> say) throws IOException {
        try (SmsCentre centre = start(options)) {
            say.accept(
                    "sms centre: SMPP at "
                            + text(centre.smpp())
                            + (options.tls().isPresent() ? " by TLS" : "")
                            + " for "
                            + options.account().systemId()
                            + ", modems at "
                            + text(centre.radio()));
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    /** Where SMPP clients connect. */
    public InetSocketAddress smpp() {
        return centre.smpp();
    }

    /** Where emulated modems connect. */
    public InetSocketAddress radio() {
        return centre.radio();
    }

    /** Changes the network from now on. */
    public void conditions(RadioConditions conditions) {
        centre.conditions(conditions);
    }

    /** How many messages and receipts wait to be delivered. */
    public int waiting() {
        return centre.held();
    }

    /** Stops it; messages that waited are lost. */
    @Override
    public void close() {
        centre.close();
    }
}
