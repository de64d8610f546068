/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.reveille.tunnel.ProxyTunnel;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Questions to one gateway through its tunnel (wire format, "Control"). */
public final class GatewayTalk {
    private static final int LONGEST_ERROR = 200;

    private final ProxyTunnel tunnel;

    public GatewayTalk(ProxyTunnel tunnel) {
        this.tunnel = tunnel;
    }

    /** A question for one operation. */
    public static JsonObject question(String operation) {
        JsonObject question = new JsonObject();
        question.addProperty("op", operation);
        return question;
    }

    /** Asks; fails with {@link GatewaySaidNoException}, or because there is no answer. */
    public CompletionStage<JsonObject> ask(JsonObject question) {
        return tunnel.ask(question.toString()).thenApply(GatewayTalk::read);
    }

    static JsonObject read(String answer) {
        try {
            JsonElement json = JsonParser.parseString(answer);
            if (json.isJsonObject()) {
                JsonObject object = json.getAsJsonObject();
                if (isTrue(object.get("ok"))) {
                    return object;
                }
                throw new CompletionException(new GatewaySaidNoException(error(object)));
            }
        } catch (JsonParseException | StackOverflowError malformed) {
            // told below
        }
        throw new CompletionException(new GatewaySaidNoException("its answer can't be read"));
    }

    private static boolean isTrue(JsonElement member) {
        return member != null && member.isJsonPrimitive() && member.getAsBoolean();
    }

    private static String error(JsonObject answer) {
        JsonElement error = answer.get("error");
        String text = error != null && error.isJsonPrimitive() ? error.getAsString() : "no reason";
        String printable = text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
        return printable.substring(0, Math.min(printable.length(), LONGEST_ERROR));
    }

    /** The text of a member. */
    static String text(JsonObject answer, String member) {
        JsonElement value = answer.get(member);
        if (value == null || !value.isJsonPrimitive()) {
            throw new IllegalArgumentException("its answer has no " + member);
        }
        return value.getAsString();
    }

    /** The number of a member. */
    static long number(JsonObject answer, String member) {
        String text = text(answer, member);
        if (!text.matches("[0-9]{1,10}")) {
            throw new IllegalArgumentException("its answer has no number for " + member);
        }
        return Long.parseLong(text);
    }
}
