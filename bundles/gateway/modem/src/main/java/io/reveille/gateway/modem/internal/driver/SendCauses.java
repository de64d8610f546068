/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.SmsRefusedException.Kind;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the numbers of {@code +CMS ERROR} and {@code +CME ERROR} mean when a message is sent: RP
 * causes (3GPP TS 24.011 annex E-2), TP-FCS (TS 23.040 section 9.2.3.22), the modem's own (TS
 * 27.005 section 3.2.5, TS 27.007 section 9.2).
 */
final class SendCauses {
    /** The makers' own numbers begin here; they are mostly those of a modem that is busy. */
    private static final int MAKERS_OWN = 512;

    private static final Set<Integer> MESSAGE_PASSING =
            Set.of(
                    17, 22, 27, 38, 41, 42, 47, 127, // the network's
                    0xC0, 0xC2, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xFF, // the centre's
                    300, 301, 302, 313, 314, 320, 331, 500); // the modem's

    private static final Set<Integer> MESSAGE_UNCERTAIN = Set.of(332);
    private static final Set<Integer> EQUIPMENT_PASSING = Set.of(0, 13, 14, 30, 32, 100);
    private static final Set<Integer> EQUIPMENT_UNCERTAIN = Set.of(31);

    private static final Map<Integer, String> WORDS =
            Map.ofEntries(
                    Map.entry(1, "there is no such number"),
                    Map.entry(8, "barred by the operator"),
                    Map.entry(10, "messages are barred for this SIM"),
                    Map.entry(17, "network failure"),
                    Map.entry(21, "the centre rejects it"),
                    Map.entry(22, "the recipient's memory is full"),
                    Map.entry(27, "the recipient is out of service"),
                    Map.entry(28, "the recipient is not identified"),
                    Map.entry(29, "the network rejects it"),
                    Map.entry(30, "the recipient is unknown"),
                    Map.entry(38, "the network is out of order"),
                    Map.entry(41, "temporary failure of the network"),
                    Map.entry(42, "congestion"),
                    Map.entry(47, "the network lacks resources"),
                    Map.entry(50, "the SIM's contract has no messages"),
                    Map.entry(69, "the network does not offer this"),
                    Map.entry(0xC0, "the centre is busy"),
                    Map.entry(0xC1, "the SIM is not known to the centre"),
                    Map.entry(0xC2, "failure in the centre"),
                    Map.entry(0xC3, "the centre does not know the recipient's number"),
                    Map.entry(0xC5, "the centre has this message already"),
                    Map.entry(304, "the modem does not take this message"),
                    Map.entry(305, "the modem does not take this text"),
                    Map.entry(310, "there is no SIM"),
                    Map.entry(311, "the SIM asks for its PIN"),
                    Map.entry(314, "the SIM is busy"),
                    Map.entry(322, "the modem's memory is full"),
                    Map.entry(330, "the number of the service centre is not set (+CSCA)"),
                    Map.entry(331, "no network"),
                    Map.entry(332, "the network did not answer in time"));

    private SendCauses() {}

    /** Whether another attempt is worth it, by the number in an error; none is a passing one. */
    static Kind kind(boolean message, OptionalInt number) {
        if (number.isEmpty()) {
            return Kind.PASSING;
        }
        int cause = number.getAsInt();
        if ((message ? MESSAGE_UNCERTAIN : EQUIPMENT_UNCERTAIN).contains(cause)) {
            return Kind.UNCERTAIN;
        }
        boolean passing = (message ? MESSAGE_PASSING : EQUIPMENT_PASSING).contains(cause);
        return passing || (message && cause >= MAKERS_OWN) ? Kind.PASSING : Kind.LASTING;
    }

    /** What {@code +CMS ERROR} means, for people; empty when nobody knows. */
    static String words(int cause) {
        return WORDS.getOrDefault(cause, "");
    }
}
