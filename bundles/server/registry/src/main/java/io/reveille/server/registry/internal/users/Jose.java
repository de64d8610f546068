/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** JSON and base64url as JOSE has them (RFC 7515), strictly. */
final class Jose {
    private Jose() {}

    /**
     * @throws JwtException if it is not base64url without padding
     */
    static byte[] base64url(String text) throws JwtException {
        if (text.indexOf('=') >= 0) {
            throw new JwtException("it is not base64url");
        }
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new JwtException("it is not base64url", e);
        }
    }

    /**
     * @throws JwtException if it is anything but one JSON object in UTF-8
     */
    static JsonObject object(byte[] octets) throws JwtException {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
            JsonReader reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            JsonElement json = JsonParser.parseReader(reader);
            if (json.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return json.getAsJsonObject();
            }
        } catch (CharacterCodingException e) {
            throw new JwtException("it is not UTF-8", e);
        } catch (JsonParseException | IOException e) {
            throw new JwtException("it is not JSON", e);
        }
        throw new JwtException("it is not a JSON object");
    }

    /**
     * @throws JwtException if the member is there and no string
     */
    static Optional<String> text(JsonObject object, String name) throws JwtException {
        JsonElement value = object.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw new JwtException("'%s' is not a text".formatted(name));
        }
        return Optional.of(value.getAsString());
    }
}
