/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import io.reveille.emulator.RadioConditions;
import io.reveille.emulator.SmsCentreOptions;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A centre at work: its two ports and what is between them. */
public final class Centre implements AutoCloseable {
    private final Forwarding forwarding;
    private final SmppServer smpp;
    private final RadioServer radio;

    /**
     * Starts a centre.
     *
     * @throws IOException when one of its ports can't be had
     */
    public Centre(SmsCentreOptions options) throws IOException {
        forwarding = new Forwarding(options);
        try {
            smpp = new SmppServer(options, forwarding);
        } catch (IOException e) {
            forwarding.close();
            throw e;
        }
        KnownModems modems = new KnownModems();
        FromModem fromModem =
                new FromModem(
                        forwarding,
                        modems,
                        Recipient.client(options.account().systemId()),
                        smpp::hasReceiver);
        try {
            radio = new RadioServer(options.radio(), forwarding, fromModem, modems);
        } catch (IOException e) {
            smpp.close();
            forwarding.close();
            throw e;
        }
    }

    /** Where SMPP clients connect. */
    public InetSocketAddress smpp() {
        return smpp.address();
    }

    /** Where modems connect. */
    public InetSocketAddress radio() {
        return radio.address();
    }

    /** Changes the network. */
    public void conditions(RadioConditions conditions) {
        forwarding.conditions(conditions);
    }

    /** How many messages are held. */
    public int held() {
        return forwarding.held();
    }

    @Override
    public void close() {
        radio.close();
        smpp.close();
        forwarding.close();
    }
}
