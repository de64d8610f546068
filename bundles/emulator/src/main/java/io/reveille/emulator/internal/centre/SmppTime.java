/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as SMPP writes them (SMPP 3.4 section 7.1.1): {@code YYMMDDhhmmsstnnp}. */
final class SmppTime {
    private static final Pattern FORM =
            Pattern.compile(
                    "([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9])([0-9]{2})([-+R])");

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuMMddHHmmss", Locale.ROOT);

    private SmppTime() {}

    /**
     * How long it is until then; zero for what is past.
     *
     * @throws IllegalArgumentException when it is no time
     */
    static Duration until(String text, OffsetDateTime now) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not an SMPP time: " + text);
        }
        try {
            OffsetDateTime then = form.group(9).equals("R") ? relative(form, now) : absolute(form);
            Duration left = Duration.between(now, then);
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not an SMPP time: " + text, e);
        }
    }

    /** A moment, in its absolute form. */
    static String text(OffsetDateTime moment) {
        return SECOND.format(moment.withOffsetSameInstant(ZoneOffset.UTC)) + "000+";
    }

    private static OffsetDateTime relative(Matcher form, OffsetDateTime now) {
        return now.plus(Period.of(number(form, 1), number(form, 2), number(form, 3)))
                .plusHours(number(form, 4))
                .plusMinutes(number(form, 5))
                .plusSeconds(number(form, 6));
    }

    private static OffsetDateTime absolute(Matcher form) {
        int quarters = number(form, 8) * (form.group(9).equals("-") ? -1 : 1);
        return OffsetDateTime.of(
                2000 + number(form, 1),
                number(form, 2),
                number(form, 3),
                number(form, 4),
                number(form, 5),
                number(form, 6),
                number(form, 7) * 100_000_000,
                ZoneOffset.ofTotalSeconds(quarters * 900));
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }
}
