/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.sms.Address;
import io.reveille.sms.NumberingPlan;
import io.reveille.sms.OctetString;
import io.reveille.sms.Timestamp;
import io.reveille.sms.TypeOfNumber;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values in the headers of messages in text mode (3GPP TS 27.005 section 3.1). */
final class TextFields {
    private static final Pattern TIME =
            Pattern.compile(
                    "([0-9]{2,4})/([0-9]{2})/([0-9]{2}),([0-9]{2}):([0-9]{2}):([0-9]{2})"
                            + "(?:([+-])([0-9]{2,3}))?");

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9*#abcABC]{1,20}");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E\\xA0-\\uFFFD]+");
    private static final Timestamp NO_TIME = new Timestamp(OctetString.of(new byte[7]));
    private static final int SECONDS_A_QUARTER = 900;
    private static final int MOST_NAME = 11;

    private TextFields() {}

    /** What stands in hexadecimal. */
    static Optional<OctetString> octets(String line) {
        String bare = line.strip();
        return bare.length() % 2 == 0 && bare.matches("[0-9A-Fa-f]*")
                ? Optional.of(OctetString.fromHex(bare))
                : Optional.empty();
    }

    static String hex(OctetString octets) {
        return octets.hex().toUpperCase(Locale.ROOT);
    }

    /** Whether a value is a time stamp. */
    static boolean isTime(String value) {
        return TIME.matcher(value).matches();
    }

    /** {@code yy/MM/dd,hh:mm:ss±zz}; no time where it can't be one. */
    static Timestamp time(String value) {
        Matcher found = TIME.matcher(value);
        if (!found.matches()) {
            return NO_TIME;
        }
        try {
            int[] numbers = new int[6];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Integer.parseInt(found.group(i + 1));
            }
            int quarters = found.group(8) == null ? 0 : Integer.parseInt(found.group(8));
            int seconds = quarters * SECONDS_A_QUARTER * ("-".equals(found.group(7)) ? -1 : 1);
            return Timestamp.of(
                    OffsetDateTime.of(
                            LocalDateTime.of(
                                    numbers[0] < 100 ? 2000 + numbers[0] : numbers[0],
                                    numbers[1],
                                    numbers[2],
                                    numbers[3],
                                    numbers[4],
                                    numbers[5]),
                            ZoneOffset.ofTotalSeconds(seconds)));
        } catch (DateTimeException | IllegalArgumentException e) {
            return NO_TIME;
        }
    }

    /**
     * A text that stands in quotes: in the character set of texts, or as it is, which not all
     * modems tell apart.
     */
    static String quoted(String value, TextCharset charset) {
        if (charset != TextCharset.UCS2
                || value.length() < 4
                || value.length() % 4 != 0
                || octets(value).isEmpty()) {
            return value;
        }
        String text = charset.read(value).orElse(value);
        boolean number = NUMBER.matcher(text).matches();
        boolean bareNumber = value.matches("[0-9]+") && !number;
        return !bareNumber && PRINTABLE.matcher(text).matches() ? text : value;
    }

    /**
     * An address.
     *
     * @param type the octet that says what kind it is, when it was told
     */
    static Address address(String text, OptionalInt type) {
        TypeOfNumber kind =
                type.isPresent()
                        ? TypeOfNumber.of(type.getAsInt() >> 4 & 0x07)
                        : text.startsWith("+") ? TypeOfNumber.INTERNATIONAL : TypeOfNumber.UNKNOWN;
        NumberingPlan plan =
                type.isPresent() ? NumberingPlan.of(type.getAsInt() & 0x0F) : NumberingPlan.ISDN;
        String digits = text.replaceFirst("^\\+", "").toLowerCase(Locale.ROOT);
        if (NUMBER.matcher(digits).matches() && kind != TypeOfNumber.ALPHANUMERIC) {
            return new Address(
                    text.startsWith("+") ? TypeOfNumber.INTERNATIONAL : kind, plan, digits);
        }
        return name(text);
    }

    /** A sender's name, as far as it can be one. */
    private static Address name(String text) {
        String short11 = text.substring(0, Math.min(MOST_NAME, text.length()));
        try {
            return Address.alphanumeric(short11);
        } catch (IllegalArgumentException e) {
            String plain = short11.replaceAll("[^A-Za-z0-9 .+-]", "?");
            return Address.alphanumeric(plain);
        }
    }
}
