/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.receipts;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The named values of a receipt: of the query, of a form, or of a JSON object, where the values of
 * inner objects have names such as {@code message.status}. What can't be read is left out.
 */
final class ReceiptFields {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptFields.class);
    private static final int MOST = 64;
    private static final int LONGEST = 1000;
    private static final int DEEPEST = 4;

    private final Map<String, String> fields = new HashMap<>();

    private ReceiptFields() {}

    static Map<String, String> of(String query, String body) {
        ReceiptFields all = new ReceiptFields();
        all.form(query);
        if (body.stripLeading().startsWith("{")) {
            all.json(body);
        } else {
            all.form(body.strip());
        }
        return Map.copyOf(all.fields);
    }

    private void form(String text) {
        for (String pair : text.split("&", MOST + 1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pair(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
    }

    private void pair(String name, String value) {
        try {
            put(decoded(name), decoded(value));
        } catch (IllegalArgumentException e) {
            LOG.debug("a receipt has a value that is not percent-encoded as it should be");
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private void json(String text) {
        try {
            JsonElement json = JsonParser.parseString(text);
            if (json.isJsonObject()) {
                object("", json.getAsJsonObject(), 1);
            }
        } catch (JsonParseException e) {
            LOG.debug("a receipt begins like JSON and is none");
        }
    }

    private void object(String prefix, JsonObject object, int depth) {
        object.entrySet()
                .forEach(
                        entry -> {
                            JsonElement value = entry.getValue();
                            if (value.isJsonPrimitive()) {
                                put(prefix + entry.getKey(), value.getAsString());
                            } else if (value.isJsonObject() && depth < DEEPEST) {
                                object(
                                        prefix + entry.getKey() + ".",
                                        value.getAsJsonObject(),
                                        depth + 1);
                            }
                        });
    }

    private void put(String name, String value) {
        if (fields.size() < MOST && name.length() <= LONGEST) {
            fields.put(name, value.substring(0, Math.min(value.length(), LONGEST)));
        }
    }
}
