/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.Optional;

/** Spans of time in seconds, as fields have them. */
final class Seconds {
    private Seconds() {}

    /**
     * @throws IllegalArgumentException if the field is there and is no whole number above 0
     */
    static Optional<Duration> of(JsonBody body, String field) {
        return body.primitive(field).map(value -> of(value, field));
    }

    private static Duration of(JsonPrimitive value, String field) {
        try {
            long seconds = value.isNumber() ? value.getAsLong() : 0;
            if (seconds > 0 && value.getAsString().matches("[0-9]+")) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "the field %s must be a whole number of seconds".formatted(field));
    }
}
