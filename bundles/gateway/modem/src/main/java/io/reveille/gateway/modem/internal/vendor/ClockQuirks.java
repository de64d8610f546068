/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.vendor;

import java.util.List;

/**
 * How a maker's modems tell the time that the network told them.
 *
 * @param setup commands that have the time announced and the modem's clock set by it
 * @param proof commands whose first value is not 0 when the modem's clock follows the network
 * @param universal commands that tell the network's time, in universal time
 * @param local the same in local time with its zone
 * @param clock commands that tell the modem's own clock, in local time with its zone
 */
public record ClockQuirks(
        List<String> setup,
        List<String> proof,
        List<String> universal,
        List<String> local,
        List<String> clock) {
    public ClockQuirks {
        setup = List.copyOf(setup);
        proof = List.copyOf(proof);
        universal = List.copyOf(universal);
        local = List.copyOf(local);
        clock = List.copyOf(clock);
    }
}
