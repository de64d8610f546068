/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a modem tells about itself. Whatever it does not tell is empty.
 *
 * @param identity maker, model and firmware
 * @param imei equipment identity ({@code +CGSN})
 * @param imsi subscriber identity ({@code +CIMI})
 * @param iccid number of the SIM card ({@code +CCID} or the maker's own command)
 * @param numbers the SIM's own telephone numbers ({@code +CNUM}); often none, even where there is
 *     one
 * @param circuit registration for circuit services ({@code +CREG})
 * @param packet registration for GPRS and UMTS packet services ({@code +CGREG})
 * @param eps registration for LTE ({@code +CEREG})
 * @param operator the network ({@code +COPS?})
 * @param signal strength and errors ({@code +CSQ})
 * @param extendedSignal the same for each radio ({@code +CESQ})
 * @param networkTime the time that the network told the modem
 */
public record ModemStatus(
        Identity identity,
        Optional<String> imei,
        Optional<String> imsi,
        Optional<String> iccid,
        List<String> numbers,
        Optional<Registration> circuit,
        Optional<Registration> packet,
        Optional<Registration> eps,
        Optional<Operator> operator,
        Optional<SignalQuality> signal,
        Optional<ExtendedSignalQuality> extendedSignal,
        Optional<NetworkTime> networkTime) {
    public ModemStatus {
        numbers = List.copyOf(numbers);
    }

    /**
     * Maker, model and firmware ({@code +CGMI}, {@code +CGMM}, {@code +CGMR}); empty texts when not
     * told.
     */
    public record Identity(String manufacturer, String model, String revision) {
        /** Nothing is known. */
        public static final Identity UNKNOWN = new Identity("", "", "");
    }

    /** Whether any of the three registrations lets short messages in. */
    public boolean isRegistered() {
        return Stream.of(circuit, packet, eps)
                .flatMap(Optional::stream)
                .anyMatch(registration -> registration.status().isRegistered());
    }
}
