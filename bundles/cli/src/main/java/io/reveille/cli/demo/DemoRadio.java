/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.demo;

import io.reveille.emulator.RadioConditions;
import io.reveille.emulator.SmppAccount;
import io.reveille.emulator.SmsCentre;
import io.reveille.emulator.SmsCentreOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The demo's cellular network: an SMS centre, and how the emulated modem joins it. */
public final class DemoRadio implements AutoCloseable {
    static final String SYSTEM_ID = "reveille";
    static final String FLEET_NUMBER = "+491710000001";
    static final String PASSWORD = "demo";
    private static final Duration RETRY = Duration.ofMillis(250);

    private final SmsCentre centre;
    private final SitePorts ports;

    private DemoRadio(SmsCentre centre, SitePorts ports) {
        this.centre = centre;
        this.ports = ports;
    }

    static DemoRadio start(SitePorts ports) throws IOException {
        SmsCentreOptions options =
                SmsCentreOptions.of(SmppAccount.of(SYSTEM_ID, PASSWORD))
                        .withPorts(ports.smpp(), ports.radio())
                        .withRetry(RETRY);
        return new DemoRadio(SmsCentre.start(options), ports);
    }

    /** The arguments of the command line that start the modem. */
    List<String> modemCommand(String number) {
        return List.of(
                "modem-emulator",
                "--number",
                number,
                "--line",
                modemAddress(),
                "--centre",
                "127.0.0.1:" + ports.radio());
    }

    /** Where the gateway finds the modem. */
    String modemAddress() {
        return "tcp:127.0.0.1:" + ports.modem();
    }

    /** Changes the network from now on. */
    public void conditions(RadioConditions conditions) {
        centre.conditions(conditions);
    }

    @Override
    public void close() {
        centre.close();
    }
}
