/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import io.reveille.sms.Alphabet;
import io.reveille.sms.OctetString;
import io.reveille.sms.UserData;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How texts are written on the line, as {@code +CSCS} says (TS 27.007 section 5.5). */
enum TextCharset {
    /** The network's alphabet, one septet an octet. */
    GSM {
        @Override
        String write(String text) {
            return new String(septets(text).toArray(), StandardCharsets.ISO_8859_1);
        }

        @Override
        String read(String line) {
            return text(OctetString.of(line.getBytes(StandardCharsets.ISO_8859_1)));
        }
    },
    /** The same in hexadecimal. */
    HEX {
        @Override
        String write(String text) {
            return septets(text).hex();
        }

        @Override
        String read(String line) {
            return text(OctetString.fromHex(line));
        }
    },
    UCS2 {
        @Override
        String write(String text) {
            return OctetString.of(text.getBytes(StandardCharsets.UTF_16BE)).hex();
        }

        @Override
        String read(String line) {
            return new String(OctetString.fromHex(line).toArray(), StandardCharsets.UTF_16BE);
        }
    },
    /** ASCII; what is not in it becomes a question mark. */
    IRA {
        @Override
        String write(String text) {
            return text.replaceAll("[^\\x20-\\x7E\\r\\n]", "?");
        }

        @Override
        String read(String line) {
            return line;
        }
    };

    /** The character set of a name; the unknown ones are like ASCII. */
    static TextCharset named(String name) {
        return switch (name) {
            case "GSM" -> GSM;
            case "HEX" -> HEX;
            case "UCS2" -> UCS2;
            default -> IRA;
        };
    }

    /** A text as the line has it. */
    abstract String write(String text);

    /**
     * A text from how the line has it.
     *
     * @throws IllegalArgumentException when it is none
     */
    abstract String read(String line);

    private static OctetString septets(String text) {
        Optional<UserData> data =
                UserData.fitting(text) == Alphabet.GSM7
                        ? Optional.of(UserData.gsm7(text))
                        : Optional.empty();
        return data.map(UserData::body).orElse(OctetString.of((byte) '?'));
    }

    private static String text(OctetString septets) {
        return new UserData(Optional.empty(), Alphabet.GSM7, septets).text().orElse("");
    }
}
