/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.sms.Alphabet;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.Direction;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDecodeException;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.TpduCodec;
import io.reveille.sms.UserData;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What follows a header in text mode: text in the character set of the line; in hexadecimal what is
 * octets, UCS-2 or has a user data header (3GPP TS 27.005 section 3.1, {@code <data>}). Modems
 * depart from that, so what can't be read as it should be is read as what it looks like.
 */
record TextBody(TextCharset charset) {
    /** Application ports in a user data header, and the first octet of an access request. */
    private static final String LIKE_OCTETS = "(?i)(06?05?0[45]|0B05|0B00|D1).*";

    private static final int WITH_HEADER = 0x44;

    UserData read(
            String body, Optional<DataCodingScheme> coding, boolean header, OptionalInt length) {
        String text = charset.isVerbatim() ? body : hexadecimal(body);
        Optional<OctetString> octets =
                TextFields.octets(hexadecimal(body)).filter(o -> o.length() <= UserData.MAX_OCTETS);
        if (coding.isEmpty()) {
            return octets.isPresent() && hexadecimal(body).matches(LIKE_OCTETS)
                    ? withHeader(octets.get(), DataCodingScheme.OCTETS, length)
                            .orElseGet(() -> UserData.octets(octets.get()))
                    : text(charset.read(text).orElse(text), Alphabet.GSM7);
        }
        if (header && octets.isPresent()) {
            Optional<UserData> data = withHeader(octets.get(), coding.get(), length);
            if (data.isPresent()) {
                return data.get();
            }
        }
        return switch (coding.get().carried()) {
            case OCTETS -> UserData.octets(octets.orElseGet(() -> raw(body)));
            case UCS2 ->
                    text(
                            octets.flatMap(o -> TextCharset.UCS2.read(hexadecimal(body)))
                                    .orElse(body),
                            Alphabet.UCS2);
            case GSM7 -> text(charset.read(text).orElse(text), Alphabet.GSM7);
        };
    }

    /** The line in hexadecimal, if there is one: something may have been said in between. */
    private static String hexadecimal(String body) {
        return body.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && TextFields.octets(line).isPresent())
                .findFirst()
                .orElse(body);
    }

    /** Octets that a modem did not write in hexadecimal. */
    private static OctetString raw(String body) {
        byte[] octets = body.getBytes(StandardCharsets.ISO_8859_1);
        return OctetString.of(octets).length() <= UserData.MAX_OCTETS
                ? OctetString.of(octets)
                : OctetString.empty();
    }

    /** A text in the alphabet that it came in, or in another where that has not all characters. */
    private static UserData text(String text, Alphabet alphabet) {
        try {
            return UserData.text(
                    text,
                    alphabet == Alphabet.GSM7 ? UserData.fitting(text) : alphabet,
                    Optional.empty());
        } catch (IllegalArgumentException e) { // does not fit
            int most = Math.min(text.length(), UserData.MAX_SEPTETS);
            return UserData.gsm7(text.substring(0, most).replaceAll("[^A-Za-z0-9 +/=.,:-]", "?"));
        }
    }

    /** User data that begins with a header, if it does. */
    private static Optional<UserData> withHeader(
            OctetString octets, DataCodingScheme coding, OptionalInt length) {
        ByteArrayOutputStream tpdu = new ByteArrayOutputStream();
        tpdu.write(WITH_HEADER);
        tpdu.writeBytes(new byte[] {1, (byte) 0x81, (byte) 0xF1, 0});
        tpdu.write(coding.octet());
        tpdu.writeBytes(new byte[7]);
        tpdu.write(
                coding.carried() == Alphabet.GSM7
                        ? septets(octets.length(), length)
                        : octets.length());
        tpdu.writeBytes(octets.toArray());
        try {
            return Optional.of(TpduCodec.decode(tpdu.toByteArray(), Direction.MOBILE_TERMINATED))
                    .filter(SmsDeliver.class::isInstance)
                    .map(decoded -> ((SmsDeliver) decoded).userData())
                    .filter(data -> data.header().filter(h -> !h.elements().isEmpty()).isPresent());
        } catch (SmsDecodeException e) {
            return Optional.empty();
        }
    }

    /** As the modem tells, where that can be; else as many as there can be. */
    private static int septets(int octets, OptionalInt told) {
        int most = Math.min(octets * 8 / 7, UserData.MAX_SEPTETS);
        boolean fits = told.isPresent() && (told.getAsInt() * 7 + 7) / 8 == octets;
        return fits ? Math.min(told.getAsInt(), most) : most;
    }
}
