/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The body of {@code POST /api/v1/enrolments}. */
record EnrolmentOrder(String gateway, Optional<String> msisdn, Duration validity) {
    private static final Set<String> FIELDS = Set.of("gateway", "msisdn", "validitySeconds");
    private static final long DEFAULT_SECONDS = 3600;

    /**
     * @throws IllegalArgumentException whose message says what is wrong
     */
    static EnrolmentOrder parse(String body) {
        JsonObject json = object(body);
        for (Map.Entry<String, JsonElement> field : json.entrySet()) {
            if (!FIELDS.contains(field.getKey())) {
                throw new IllegalArgumentException(
                        "there is no field '%s', only gateway, msisdn and validitySeconds"
                                .formatted(field.getKey()));
            }
        }
        String gateway =
                text(json, "gateway")
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the field gateway is missing: the new gateway's id"));
        return new EnrolmentOrder(gateway, text(json, "msisdn"), validity(json));
    }

    private static JsonObject object(String body) {
        try (JsonReader reader = new JsonReader(new StringReader(body))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement json = JsonParser.parseReader(reader);
            if (json.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return json.getAsJsonObject();
            }
        } catch (JsonParseException | IOException e) {
            throw new IllegalArgumentException("the body is not JSON: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("the body must be one JSON object");
    }

    private static Optional<String> text(JsonObject json, String name) {
        return primitive(json, name)
                .map(
                        value -> {
                            if (!value.isString()) {
                                throw new IllegalArgumentException(
                                        "the field %s must be a text".formatted(name));
                            }
                            return value.getAsString();
                        });
    }

    private static Duration validity(JsonObject json) {
        try {
            return Duration.ofSeconds(
                    primitive(json, "validitySeconds")
                            .map(value -> value.getAsBigDecimal().longValueExact())
                            .orElse(DEFAULT_SECONDS));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the field validitySeconds must be a whole number of seconds", e);
        }
    }

    private static Optional<JsonPrimitive> primitive(JsonObject json, String name) {
        JsonElement value = json.get(name);
        if (value == null || value.isJsonNull()) {
            return Optional.empty();
        }
        if (!value.isJsonPrimitive()) {
            throw new IllegalArgumentException("the field %s must be a value".formatted(name));
        }
        return Optional.of(value.getAsJsonPrimitive());
    }
}
