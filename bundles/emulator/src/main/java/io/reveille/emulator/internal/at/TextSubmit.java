/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import io.reveille.sms.Address;
import io.reveille.sms.Alphabet;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.Direction;
import io.reveille.sms.NumberingPlan;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDecodeException;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.TpduCodec;
import io.reveille.sms.TypeOfNumber;
import io.reveille.sms.UserData;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/** A message sent in text mode, with what {@code +CSMP} says (TS 27.005 sections 3.3.2, 3.5.1). */
record TextSubmit(TerminalSettings settings) {
    private static final int SUBMIT = 0x01;
    private static final int HEADER = 0x40;
    private static final int VALIDITY = 0x18;
    private static final int RELATIVE = 0x10;

    Optional<SmsSubmit> read(Request request, String text) {
        try {
            TextCharset charset = TextCharset.named(settings.charset);
            Address to = address(charset.read(request.text(0)), request.numberOr(1, 0));
            return Optional.of(submit(to, text, charset));
        } catch (IllegalArgumentException | SmsDecodeException e) {
            return Optional.empty();
        }
    }

    private static Address address(String number, int type) {
        Address parsed = Address.parse(number);
        return type == Address.international("1").typeOfAddress()
                ? new Address(TypeOfNumber.INTERNATIONAL, NumberingPlan.ISDN, parsed.digits())
                : parsed;
    }

    private SmsSubmit submit(Address to, String text, TextCharset charset)
            throws SmsDecodeException {
        int[] parameters = settings.textParameters;
        DataCodingScheme coding = new DataCodingScheme(parameters[3]);
        boolean plain = coding.alphabet() == Alphabet.GSM7 && (parameters[0] & HEADER) == 0;
        UserData data =
                plain
                        ? UserData.gsm7(charset.read(text.replace("\r", "\r\n")))
                        : UserData.octets(OctetString.fromHex(text.strip()));
        byte[] model =
                TpduCodec.encode(SmsSubmit.of(to, DataCodingScheme.of(data.alphabet()), data));
        return (SmsSubmit)
                TpduCodec.decode(octets(model, data, plain), Direction.MOBILE_ORIGINATED);
    }

    /** The TPDU, made of one with the same address. */
    private byte[] octets(byte[] model, UserData data, boolean plain) {
        int[] parameters = settings.textParameters;
        int addressLength = 2 + (model[2] + 1) / 2;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write((parameters[0] & ~0x03) | SUBMIT);
        out.write(0);
        out.write(model, 2, addressLength);
        out.write(parameters[2]);
        out.write(parameters[3]);
        if ((parameters[0] & VALIDITY) == RELATIVE) {
            out.write(parameters[1]);
        }
        if (plain) {
            byte[] packed =
                    TpduCodec.encode(SmsSubmit.of(Address.parse("1"), DataCodingScheme.GSM7, data));
            out.write(data.length());
            int octets = (data.length() * 7 + 7) / 8;
            out.writeBytes(Arrays.copyOfRange(packed, packed.length - octets, packed.length));
        } else {
            boolean septets = new DataCodingScheme(parameters[3]).alphabet() == Alphabet.GSM7;
            out.write(septets ? data.length() * 8 / 7 : data.length());
            out.writeBytes(data.body().toArray());
        }
        return out.toByteArray();
    }
}
