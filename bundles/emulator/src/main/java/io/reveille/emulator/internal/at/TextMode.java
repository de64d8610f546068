/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import io.reveille.sms.Address;
import io.reveille.sms.Alphabet;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.Timestamp;
import io.reveille.sms.Tpdu;
import io.reveille.sms.UserData;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Messages in text mode (TS 27.005 section 3.4.2 and following). */
final class TextMode {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uu/MM/dd,HH:mm:ss", Locale.ROOT);

    private TextMode() {}

    /** Address and time, as the headers of listings and of shown messages have them. */
    static String addressAndTime(Tpdu tpdu) {
        if (tpdu instanceof SmsDeliver deliver) {
            return quoted(deliver.originator()) + ",,\"" + time(deliver.timestamp()) + "\"";
        }
        return tpdu instanceof SmsSubmit submit ? quoted(submit.destination()) + ",," : "\"\",,";
    }

    /** The text; octets and UCS-2 in hexadecimal. */
    static String body(Tpdu tpdu) {
        if (tpdu instanceof SmsDeliver deliver) {
            return body(deliver.userData());
        }
        return tpdu instanceof SmsSubmit submit ? body(submit.userData()) : "";
    }

    private static String body(UserData data) {
        return data.alphabet() == Alphabet.GSM7 ? data.text().orElse("") : data.body().hex();
    }

    private static String quoted(Address address) {
        return "\"" + address + "\"";
    }

    /** In local time with the zone in quarters of an hour. */
    private static String time(Timestamp timestamp) {
        return timestamp.dateTime().map(TextMode::time).orElse("");
    }

    private static String time(OffsetDateTime time) {
        int quarters = time.getOffset().getTotalSeconds() / 900;
        return TIME.format(time) + "%+03d".formatted(quarters);
    }
}
