/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.internal.at.AtValues;
import io.reveille.gateway.modem.internal.at.PduLine;
import io.reveille.sms.Direction;
import io.reveille.sms.Pdu;
import io.reveille.sms.PduCodec;
import io.reveille.sms.SmsDecodeException;
import java.util.OptionalInt;

/** Decodes messages as modems show them. */
final class PduText {
    private PduText() {}

    /**
     * Decodes a message, up to the length that the header gives: some modems show a whole SIM
     * record.
     */
    static Pdu decode(PduLine line) throws SmsDecodeException {
        String hex = line.body();
        AtValues header = AtValues.ofLine(line.header());
        OptionalInt tpduOctets = header.number(header.values().size() - 1);
        if (tpduOctets.isPresent()) {
            long digits =
                    2L * (1 + Integer.parseInt(hex.substring(0, 2), 16) + tpduOctets.getAsInt());
            hex = digits < hex.length() ? hex.substring(0, (int) digits) : hex;
        }
        return PduCodec.decodeHex(hex, Direction.MOBILE_TERMINATED);
    }
}
