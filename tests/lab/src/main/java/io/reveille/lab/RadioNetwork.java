/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.time.Duration;

/**
 * The SMS centre, and the device's modem that is registered with it. Between server, centre and
 * modem are wires that carry nothing else.
 */
final class RadioNetwork {
    static final String SYSTEM_ID = "reveille";
    static final String PASSWORD = "lab";
    static final String NUMBER = "+4915112345678";
    static final int SMPP = 2775;
    private static final int RADIO = 2776;
    private static final int MODEM = 7001;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private RadioNetwork() {}

    static void start(CarrierNetwork network, Distribution distribution) {
        HomeDirectory home = HomeDirectory.create(network.run().file("smsc"));
        network.startListener(
                network.smsCentre(),
                "SMS centre",
                SMPP,
                START_LIMIT,
                distribution.cli(
                        "sms-centre",
                        "--smpp",
                        CarrierNetwork.SMS_CENTRE_FOR_PROXY + ":" + SMPP,
                        "--radio",
                        CarrierNetwork.SMS_CENTRE_FOR_MODEM + ":" + RADIO,
                        "--system-id",
                        SYSTEM_ID,
                        "--password-file",
                        home.secret("password", PASSWORD).toString()));
        network.startListener(
                network.device().namespace(),
                "modem",
                MODEM,
                START_LIMIT,
                distribution.cli(
                        "modem-emulator",
                        "--number",
                        NUMBER,
                        "--line",
                        modem(),
                        "--centre",
                        CarrierNetwork.SMS_CENTRE_FOR_MODEM + ":" + RADIO));
    }

    /** Where the gateway finds its modem. */
    static String modem() {
        return "tcp:127.0.0.1:" + MODEM;
    }
}
