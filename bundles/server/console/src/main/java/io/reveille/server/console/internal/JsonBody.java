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
import java.util.List;
import java.util.Optional;

/** One JSON object with known fields; every complaint is an IllegalArgumentException for people. */
final class JsonBody {
    private final JsonObject json;

    private JsonBody(JsonObject json) {
        this.json = json;
    }

    /** Reads a body that has no other fields than these; all of them may be absent. */
    static JsonBody parse(String body, List<String> fields) {
        JsonObject json = object(body);
        for (String field : json.keySet()) {
            if (!fields.contains(field)) {
                throw new IllegalArgumentException(
                        "there is no field '%s', only %s and %s"
                                .formatted(
                                        field,
                                        String.join(", ", fields.subList(0, fields.size() - 1)),
                                        fields.get(fields.size() - 1)));
            }
        }
        return new JsonBody(json);
    }

    /** Whether the field is there, be it null. */
    boolean has(String name) {
        return json.has(name);
    }

    Optional<String> text(String name) {
        return primitive(name)
                .map(
                        value -> {
                            if (!value.isString()) {
                                throw new IllegalArgumentException(
                                        "the field %s must be a text".formatted(name));
                            }
                            return value.getAsString();
                        });
    }

    Optional<JsonPrimitive> primitive(String name) {
        JsonElement value = json.get(name);
        if (value == null || value.isJsonNull()) {
            return Optional.empty();
        }
        if (!value.isJsonPrimitive()) {
            throw new IllegalArgumentException("the field %s must be a value".formatted(name));
        }
        return Optional.of(value.getAsJsonPrimitive());
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
}
