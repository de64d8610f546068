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
import java.util.Optional;
import java.util.OptionalInt;

/** Sends messages by {@code +CMGS} (3GPP TS 27.005 sections 3.5.1 and 4.3). Never twice. */
final class MessageSender {
    private final At at;
    private final MessageFormat format;
    private final Duration time;

    MessageSender(At at, MessageFormat format, Duration time) {
        this.at = at;
        this.format = format;
        this.time = time;
    }

    /** Sends one and gives its reference, 0 when the modem does not tell. */
    int send(SmsSubmit message) throws ModemUpsetException, SmsRefusedException {
        AtAnswer answer = format.isText() ? sendText(message) : sendPdu(message);
        FinalResult result = answer.result();
        if (result.isOk()) {
            return answer.values().map(values -> values.number(0).orElse(0)).orElse(0);
        }
        throw refusal(result);
    }

    private AtAnswer sendPdu(SmsSubmit message) throws ModemUpsetException {
        int octets = TpduCodec.encode(message).length;
        return at.prompt("AT+CMGS=" + octets, PduCodec.encodeHex(Pdu.of(message)), time);
    }

    private AtAnswer sendText(SmsSubmit message) throws ModemUpsetException, SmsRefusedException {
        Optional<TextSubmission> text = TextSubmission.of(message, format.charset().orElseThrow());
        if (text.isEmpty()) {
            throw new SmsRefusedException(
                    "the message can't be written in the modem's text mode: it has characters that"
                            + " the character set lacks",
                    -1,
                    Kind.LASTING);
        }
        AtAnswer parameters = at.run(text.get().parameters());
        return parameters.isOk()
                ? at.prompt(text.get().command(), text.get().body(), time)
                : parameters;
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
