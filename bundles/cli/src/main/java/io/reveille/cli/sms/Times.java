/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.reveille.sms.OctetString;
import io.reveille.sms.Timestamp;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** Time stamps in ISO 8601; one that is no time is null, with its octets in a further member. */
final class Times {
    private static final String OCTETS = "Hex";
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

    private Times() {}

    static String text(OffsetDateTime time) {
        return ISO.format(time);
    }

    /** Writes the time where it gives the same octets back, and the octets where it does not. */
    static void write(JsonObject object, String name, Timestamp timestamp) {
        var time = timestamp.dateTime();
        if (time.isPresent()) {
            object.addProperty(name, text(time.get()));
        } else {
            object.add(name, JsonNull.INSTANCE);
        }
        if (time.isEmpty() || !Timestamp.of(time.get()).equals(timestamp)) {
            object.addProperty(name + OCTETS, timestamp.octets().hex());
        }
    }

    static Timestamp read(Fields fields, String name) {
        var octets = fields.hex(name + OCTETS);
        var time = fields.string(name);
        if (octets.isPresent()) {
            return new Timestamp(octets.get());
        }
        if (time.isEmpty()) {
            if (fields.isNull(name)) {
                return new Timestamp(OctetString.of(new byte[7]));
            }
            throw fields.wrong(name, "is missing; give an ISO 8601 time with offset");
        }
        return parse(fields, name, time.get());
    }

    static Timestamp parse(Fields fields, String name, String text) {
        try {
            return Timestamp.of(OffsetDateTime.parse(text));
        } catch (DateTimeException e) {
            throw fields.wrong(name, "'" + text + "' is no ISO 8601 time with offset");
        } catch (IllegalArgumentException e) {
            throw fields.wrong(name, e.getMessage());
        }
    }
}
