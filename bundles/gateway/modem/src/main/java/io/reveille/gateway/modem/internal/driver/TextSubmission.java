/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.sms.Alphabet;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.TpduCodec;
import io.reveille.sms.UserData;
import io.reveille.sms.ValidityPeriod;
import java.util.Arrays;
import java.util.Optional;

/**
 * A message as text mode sends it (3GPP TS 27.005 sections 3.1, 3.3.2 and 3.5.1): plain text in the
 * character set of the line, all else in hexadecimal.
 *
 * @param parameters the command that sets how it is sent
 * @param command the command that sends it
 * @param body what to write at the prompt
 */
record TextSubmission(String parameters, String command, String body) {
    private static final int FORMAT_OF_VALIDITY = 0x18;
    private static final int RELATIVE = 0x10;
    private static final int USUAL_VALIDITY = 167; // a day

    /** How to send a message; not at all where a character can't be written. */
    static Optional<TextSubmission> of(SmsSubmit message, TextCharset charset) {
        UserData data = message.userData();
        boolean plain = data.alphabet() == Alphabet.GSM7 && data.header().isEmpty();
        Optional<String> body = plain ? data.text().flatMap(charset::write) : Optional.empty();
        int dcs = message.coding().octet();
        if (plain && body.isEmpty()) { // as UCS-2, where that fits
            body = data.text().flatMap(TextCharset.UCS2::write).filter(TextSubmission::fits);
            dcs = DataCodingScheme.UCS2.octet();
        } else if (!plain) {
            body = Optional.of(TextFields.hex(onTheAir(message)));
        }
        Optional<String> to =
                charset.write(message.destination().toString())
                        .filter(text -> text.matches("[\\x20-\\x7E]+"));
        if (body.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new TextSubmission(
                        parameters(message, dcs),
                        "AT+CMGS=\"" + to.get() + "\"," + message.destination().typeOfAddress(),
                        body.get()));
    }

    private static boolean fits(String hex) {
        return hex.length() <= 2 * UserData.MAX_OCTETS;
    }

    private static String parameters(SmsSubmit message, int dcs) {
        int flags = TpduCodec.encode(message)[0] & 0xFF & ~FORMAT_OF_VALIDITY;
        int validity = USUAL_VALIDITY;
        if (message.validity().isPresent()
                && message.validity().get() instanceof ValidityPeriod.Relative relative) {
            validity = relative.octet();
        }
        return "AT+CSMP="
                + (flags | RELATIVE)
                + ","
                + validity
                + ","
                + message.protocol().octet()
                + ","
                + dcs;
    }

    /** The user data as it is on the air. */
    private static OctetString onTheAir(SmsSubmit message) {
        byte[] all = TpduCodec.encode(message);
        UserData data = message.userData();
        int length = data.alphabet() == Alphabet.GSM7 ? (data.length() * 7 + 7) / 8 : data.length();
        return OctetString.of(Arrays.copyOfRange(all, all.length - length, all.length));
    }
}
