/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.audit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.reveille.gateway.agent.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An entry as text: {@code {"n":…,"at":…,"event":…,…,"prev":…,"hash":…}}. The hash is SHA-256 of
 * the line's UTF-8 with {@code ,"hash":"…"} taken out, so that anyone can recompute it from the
 * text.
 */
public record AuditLine(AuditEntry entry, String text) {
    /** What stands for the hash before the first line. */
    public static final String NOTHING_BEFORE = "0".repeat(64);

    static final int MAX_CHARACTERS = 8192;
    private static final int MAX_DETAIL = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
    private static final String HASH = ",\"hash\":\"";
    private static final int HASH_MEMBER = HASH.length() + 64 + 1;

    /**
     * A new line; details longer than 200 characters are cut, unprintable characters become {@code
     * ?}.
     */
    public static AuditLine of(
            long number, Instant at, String event, Map<String, String> details, String previous) {
        Instant when = at.truncatedTo(ChronoUnit.MILLIS);
        JsonObject json = new JsonObject();
        json.addProperty("n", number);
        json.addProperty("at", when.toString());
        json.addProperty("event", event);
        Map<String, String> kept = new LinkedHashMap<>();
        details.forEach((key, value) -> kept.put(key, cut(value)));
        kept.forEach(json::addProperty);
        json.addProperty("prev", previous);
        String body = json.toString();
        String hash = sha256(body);
        String text = body.substring(0, body.length() - 1) + HASH + hash + "\"}";
        return new AuditLine(new AuditEntry(number, when, event, kept, previous, hash), text);
    }

    /** The entry of a line whose own hash is right, or nothing. */
    public static Optional<AuditLine> parse(String text) {
        int body = text.length() - HASH_MEMBER - 1;
        if (body < 2
                || text.length() > MAX_CHARACTERS
                || !text.startsWith(HASH, body)
                || !text.endsWith("\"}")) {
            return Optional.empty();
        }
        String hash = text.substring(body + HASH.length(), text.length() - 2);
        if (!sha256(text.substring(0, body) + "}").equals(hash)) {
            return Optional.empty();
        }
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            Map<String, String> details = new LinkedHashMap<>();
            for (Map.Entry<String, JsonElement> member : json.entrySet()) {
                details.put(member.getKey(), member.getValue().getAsString());
            }
            long number = Long.parseLong(details.remove("n"));
            Instant at = Instant.parse(details.remove("at"));
            String event = details.remove("event");
            String previous = details.remove("prev");
            details.remove("hash");
            return Optional.of(
                    new AuditLine(
                            new AuditEntry(number, at, event, details, previous, hash), text));
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | NullPointerException
                | NumberFormatException
                | DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    private static String cut(String value) {
        String kept = value.length() <= MAX_DETAIL ? value : value.substring(0, MAX_DETAIL) + "…";
        return UNPRINTABLE.matcher(kept).replaceAll("?");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
