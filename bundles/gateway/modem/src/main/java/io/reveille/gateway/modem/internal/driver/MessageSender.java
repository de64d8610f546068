/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.SmsRefusedException;
import io.reveille.gateway.modem.SmsRefusedException.Kind;
import io.reveille.gateway.modem.internal.at.AtAnswer;
import io.reveille.gateway.modem.internal.at.FinalResult;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import io.reveille.sms.Pdu;
import io.reveille.sms.PduCodec;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.TpduCodec;
import java.time.Duration;
import java.util.OptionalInt;

/** Sends messages by {@code +CMGS} in PDU mode (3GPP TS 27.005 section 4.3). Never twice. */
final class MessageSender {
    private final At at;
    private final Duration time;

    MessageSender(At at, Duration time) {
        this.at = at;
        this.time = time;
    }

    /** Sends one and gives its reference, 0 when the modem does not tell. */
    int send(SmsSubmit message) throws ModemUpsetException, SmsRefusedException {
        int octets = TpduCodec.encode(message).length;
        AtAnswer answer = at.prompt("AT+CMGS=" + octets, PduCodec.encodeHex(Pdu.of(message)), time);
        FinalResult result = answer.result();
        if (result.isOk()) {
            return answer.values().map(values -> values.number(0).orElse(0)).orElse(0);
        }
        throw refusal(result);
    }

    private static SmsRefusedException refusal(FinalResult result) {
        if (result instanceof FinalResult.Coded coded) {
            OptionalInt number = coded.number();
            String words = coded.message() ? SendCauses.words(number.orElse(-1)) : "";
            return new SmsRefusedException(
                    "the modem or the network refused the message: "
                            + result.describe()
                            + (words.isEmpty() ? "" : ", " + words),
                    number.orElse(-1),
                    SendCauses.kind(coded.message(), number));
        }
        return result instanceof FinalResult.Refused
                ? new SmsRefusedException(
                        "the modem refused the message: " + result.describe(), -1, Kind.PASSING)
                : new SmsRefusedException(
                        "the modem did not say whether it sent the message: " + result.describe(),
                        -1,
                        Kind.UNCERTAIN);
    }
}
