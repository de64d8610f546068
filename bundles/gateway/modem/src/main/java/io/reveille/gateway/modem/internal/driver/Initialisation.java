/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.ModemStatus;
import io.reveille.gateway.modem.internal.at.AtAnswer;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import io.reveille.gateway.modem.internal.vendor.Quirks;
import io.reveille.gateway.modem.internal.vendor.QuirksTable;

/** Sets a modem up for messages, whatever state it is in. */
final class Initialisation {
    private final QuirksTable table;
    private final NetworkClock clock;
    private final SimGate sim;

    Initialisation(QuirksTable table, NetworkClock clock, SimGate sim) {
        this.table = table;
        this.clock = clock;
        this.sim = sim;
    }

    ModemSetup run(At at) throws ModemUpsetException, NotReadyException {
        at.channel().echoExpected(true);
        at.channel().textMode(false, false);
        at.channel().resynchronise();
        AtAnswer unused = at.run("ATE0");
        var before = at.channel().takeEchoed();
        unused = at.run("AT+CMEE=1"); // numbers; plain ERROR will do
        at.channel().echoExpected(at.channel().takeEchoed()); // some can't do without
        ModemStatus.Identity identity = identity(at);
        Quirks quirks = table.of(identity);
        sim.pass(at);
        for (String command : quirks.setup()) {
            unused = at.run(command);
        }
        clock.setUp(at, quirks.clock());
        MessageFormat format = MessageFormat.choose(at, quirks);
        Memories memories = Memories.choose(at, format, quirks.storages());
        return new ModemSetup(identity, quirks, format, memories, Announcements.choose(at));
    }

    private static ModemStatus.Identity identity(At at) throws ModemUpsetException {
        return new ModemStatus.Identity(
                at.text("AT+CGMI").orElse(""),
                at.text("AT+CGMM").orElse(""),
                at.text("AT+CGMR").orElse(""));
    }
}
