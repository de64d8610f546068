/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.server.registry.ApiTokens;
import io.reveille.server.registry.ClientReach;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** API tokens of users. */
final class TokenResource {
    private static final Duration DEFAULT_VALIDITY = Duration.ofDays(90);

    private final ApiTokens tokens;

    TokenResource(ApiTokens tokens) {
        this.tokens = tokens;
    }

    JsonArray list(Map<String, String> query) {
        return Json.array(
                tokens.tokens(Optional.ofNullable(query.get("user"))), TokenResource::json);
    }

    /** The only time that the token itself is told. */
    JsonObject issue(String body) {
        JsonBody order = JsonBody.parse(body, List.of("user", "scope", "validitySeconds", "note"));
        String user =
                order.text("user")
                        .orElseThrow(
                                () -> new IllegalArgumentException("the field user is missing"));
        ApiTokens.Issued issued =
                tokens.issue(
                        user,
                        order.text("scope").map(ClientReach::parse).orElse(ClientReach.EVERYTHING),
                        Seconds.of(order, "validitySeconds").orElse(DEFAULT_VALIDITY),
                        order.text("note").orElse(""));
        JsonObject json = json(issued.token());
        json.addProperty("token", new String(issued.text().copy(), StandardCharsets.US_ASCII));
        return json;
    }

    JsonObject revoke(String id) {
        return tokens.revoke(id)
                .map(TokenResource::json)
                .orElseThrow(() -> new NoSuchElementException("there is no token " + id));
    }

    private static JsonObject json(io.reveille.server.registry.ApiToken token) {
        JsonObject json = new JsonObject();
        json.addProperty("id", token.id());
        json.addProperty("user", token.user());
        json.addProperty("note", token.note());
        json.addProperty("scope", token.scope().toString());
        json.addProperty("createdAt", token.createdAt().toString());
        json.addProperty("expiresAt", token.expiresAt().toString());
        json.add("usedAt", Json.text(token.usedAt()));
        return json;
    }
}
