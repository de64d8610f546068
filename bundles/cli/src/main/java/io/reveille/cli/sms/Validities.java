/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import com.google.gson.JsonObject;
import io.reveille.sms.OctetString;
import io.reveille.sms.Timestamp;
import io.reveille.sms.ValidityPeriod;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;

/**
 * Validity periods in JSON: an ISO 8601 duration when relative, an ISO 8601 time when absolute, and
 * the octets in a member of its own for what is neither.
 */
final class Validities {
    private static final String NAME = "validity";
    private static final String ABSOLUTE = "validityTimeHex";
    private static final String ENHANCED = "validityEnhancedHex";

    private Validities() {}

    static void write(JsonObject object, Optional<ValidityPeriod> validity) {
        if (validity.isEmpty()) {
            return;
        }
        if (validity.get() instanceof ValidityPeriod.Relative relative) {
            object.addProperty(NAME, relative.duration().toString());
        } else if (validity.get() instanceof ValidityPeriod.Absolute absolute) {
            Timestamp until = absolute.until();
            boolean exact = until.dateTime().filter(t -> Timestamp.of(t).equals(until)).isPresent();
            until.dateTime().ifPresent(time -> object.addProperty(NAME, Times.text(time)));
            if (!exact) {
                object.addProperty(ABSOLUTE, until.octets().hex());
            }
        } else if (validity.get() instanceof ValidityPeriod.Enhanced enhanced) {
            object.addProperty(ENHANCED, enhanced.octets().hex());
        }
    }

    static Optional<ValidityPeriod> read(Fields fields) {
        Optional<String> text = fields.string(NAME);
        Optional<OctetString> absolute = fields.hex(ABSOLUTE);
        Optional<OctetString> enhanced = fields.hex(ENHANCED);
        if (enhanced.isPresent()) {
            return Optional.of(new ValidityPeriod.Enhanced(enhanced.get()));
        }
        if (absolute.isPresent()) {
            return Optional.of(new ValidityPeriod.Absolute(new Timestamp(absolute.get())));
        }
        return text.map(
                it ->
                        it.startsWith("P")
                                ? duration(fields, it)
                                : new ValidityPeriod.Absolute(Times.parse(fields, NAME, it)));
    }

    private static ValidityPeriod duration(Fields fields, String text) {
        try {
            return ValidityPeriod.relative(Duration.parse(text));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw fields.wrong(NAME, "'" + text + "' is no ISO 8601 duration up to 63 weeks");
        }
    }
}
