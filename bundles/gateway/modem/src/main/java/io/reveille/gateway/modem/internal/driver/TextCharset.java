/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.sms.Alphabet;
import io.reveille.sms.OctetString;
import io.reveille.sms.UserData;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How a modem writes texts on the line ({@code +CSCS}, 3GPP TS 27.007 section 5.5). A line has one
 * character for each octet here.
 */
enum TextCharset {
    /** UTF-16 in hexadecimal: has all characters, and no line can be taken for another. */
    UCS2 {
        @Override
        Optional<String> read(String line) {
            return TextFields.octets(line)
                    .filter(octets -> octets.length() % 2 == 0)
                    .map(octets -> new String(octets.toArray(), StandardCharsets.UTF_16BE));
        }

        @Override
        Optional<String> write(String text) {
            return Optional.of(
                    TextFields.hex(OctetString.of(text.getBytes(StandardCharsets.UTF_16BE))));
        }
    },
    /** ASCII. */
    IRA {
        @Override
        Optional<String> read(String line) {
            return Optional.of(line);
        }

        @Override
        Optional<String> write(String text) {
            return text.matches("[\\x20-\\x7E]*") ? Optional.of(text) : Optional.empty();
        }
    },
    /** The network's default alphabet, a septet an octet. */
    GSM {
        @Override
        Optional<String> read(String line) {
            try {
                OctetString octets = OctetString.of(line.getBytes(StandardCharsets.ISO_8859_1));
                return new UserData(Optional.empty(), Alphabet.GSM7, octets).text();
            } catch (IllegalArgumentException e) {
                return Optional.of(line); // no septets: some other character set
            }
        }

        /** An escape would end the dialogue, and so would Ctrl-Z. */
        @Override
        Optional<String> write(String text) {
            if (UserData.fitting(text) != Alphabet.GSM7 || text.length() > UserData.MAX_SEPTETS) {
                return Optional.empty();
            }
            byte[] septets = UserData.gsm7(text).body().toArray();
            String line = new String(septets, StandardCharsets.ISO_8859_1);
            return line.matches("[^\\x08\\x0A\\x0D\\x1A\\x1B\"]*")
                    ? Optional.of(line)
                    : Optional.empty();
        }
    };

    /** The text that a line means, if it means one. */
    abstract Optional<String> read(String line);

    /** How to write a text in one line, if it can be written. */
    abstract Optional<String> write(String text);

    /** Whether a text may look like anything on the line. */
    boolean isVerbatim() {
        return this != UCS2;
    }
}
