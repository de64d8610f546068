/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.reveille.sms.OctetString;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The members of a JSON object, each read with a check and a complaint that names it. */
final class Fields {
    private final JsonObject object;
    private final String path;
    private final Set<String> known = new HashSet<>();

    Fields(JsonElement element) {
        this(element, "");
    }

    private Fields(JsonElement element, String path) {
        if (!element.isJsonObject()) {
            throw new IllegalArgumentException(
                    (path.isEmpty() ? "it" : path.substring(0, path.length() - 1))
                            + " is no JSON object");
        }
        this.object = element.getAsJsonObject();
        this.path = path;
    }

    IllegalArgumentException wrong(String name, String what) {
        return new IllegalArgumentException(path + name + " " + what);
    }

    /** Whether the member is there and null. */
    boolean isNull(String name) {
        known.add(name);
        return object.has(name) && object.get(name).isJsonNull();
    }

    Optional<String> string(String name) {
        return primitive(name)
                .map(
                        value -> {
                            if (!value.isString()) {
                                throw wrong(name, "is no string");
                            }
                            return value.getAsString();
                        });
    }

    Optional<Integer> integer(String name, int least, int most) {
        return primitive(name)
                .map(
                        value -> {
                            String text = value.getAsString();
                            if (value.isNumber() && text.matches("[0-9]{1,9}")) {
                                int number = Integer.parseInt(text);
                                if (number >= least && number <= most) {
                                    return number;
                                }
                            }
                            throw wrong(
                                    name,
                                    "is '%s', no number from %d to %d"
                                            .formatted(text, least, most));
                        });
    }

    boolean flag(String name) {
        return primitive(name)
                .map(
                        value -> {
                            if (!value.isBoolean()) {
                                throw wrong(name, "is neither true nor false");
                            }
                            return value.getAsBoolean();
                        })
                .orElse(false);
    }

    Optional<OctetString> hex(String name) {
        return string(name)
                .map(
                        text -> {
                            try {
                                return OctetString.fromHex(text);
                            } catch (IllegalArgumentException e) {
                                throw wrong(name, "is not in hexadecimal");
                            }
                        });
    }

    Optional<Fields> object(String name) {
        return element(name).map(value -> new Fields(value, path + name + "."));
    }

    List<Fields> objects(String name) {
        Optional<JsonElement> element = element(name);
        if (element.isEmpty()) {
            return List.of();
        }
        if (!element.get().isJsonArray()) {
            throw wrong(name, "is no JSON array");
        }
        return element.get().getAsJsonArray().asList().stream()
                .map(value -> new Fields(value, path + name + "[]."))
                .toList();
    }

    /** Complains of members that nothing has asked for. */
    void end() {
        for (String name : object.keySet()) {
            if (!known.contains(name)) {
                throw wrong(name, "is not known here; remove it");
            }
        }
    }

    private Optional<JsonPrimitive> primitive(String name) {
        return element(name)
                .map(
                        value -> {
                            if (!value.isJsonPrimitive()) {
                                throw wrong(name, "is no single value");
                            }
                            return value.getAsJsonPrimitive();
                        });
    }

    private Optional<JsonElement> element(String name) {
        known.add(name);
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isJsonNull());
    }
}
