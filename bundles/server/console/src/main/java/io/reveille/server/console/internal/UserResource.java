/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import io.reveille.server.registry.AccessAttempt;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.User;
import io.reveille.server.registry.UserRights;
import io.reveille.server.registry.Users;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Users, and their attempts to log in. */
final class UserResource {
    private static final String DEFAULT_LIMIT = "50";

    private final Users users;

    UserResource(Users users) {
        this.users = users;
    }

    JsonArray list() {
        return Json.array(users.users(), UserResource::json);
    }

    JsonObject show(String name) {
        return json(
                users.user(name)
                        .orElseThrow(
                                () ->
                                        new NoSuchElementException(
                                                "there is no user '" + name + "'")));
    }

    JsonElement add(String body) {
        JsonBody order = JsonBody.parse(body, List.of("name", "role", "reach", "password"));
        String name =
                order.text("name")
                        .orElseThrow(
                                () -> new IllegalArgumentException("the field name is missing"));
        UserRights rights = change(order, new UserRights(ClientRole.CLIENT, ClientReach.NOTHING));
        User added = users.add(name, rights);
        return json(order.text("password").map(text -> setPassword(name, text)).orElse(added));
    }

    JsonObject set(String name, String body) {
        JsonBody order = JsonBody.parse(body, List.of("role", "reach"));
        return json(users.change(name, rights -> change(order, rights)));
    }

    JsonObject password(String name, String body) {
        String text =
                JsonBody.parse(body, List.of("password", "name"))
                        .text("password")
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the field password is missing"));
        return json(setPassword(name, text));
    }

    JsonObject revoke(String name) {
        return json(users.revoke(name));
    }

    JsonObject restore(String name) {
        return json(users.restore(name));
    }

    JsonArray attempts(Map<String, String> query) {
        String limit = query.getOrDefault("limit", DEFAULT_LIMIT);
        try {
            return Json.array(
                    users.attempts(Integer.parseInt(limit), Optional.ofNullable(query.get("user"))),
                    UserResource::json);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the limit must be 1 to 1000, but is " + limit, e);
        }
    }

    JsonObject certificate(String name, String body) {
        return json(bindOrUnbind(name, body));
    }

    private User bindOrUnbind(String name, String body) {
        JsonBody order = JsonBody.parse(body, List.of("bind", "unbind"));
        Optional<Octets> unbind = order.text("unbind").map(UserResource::fingerprint);
        if (unbind.isPresent()) {
            return users.unbind(name, unbind.get());
        }
        return users.bind(
                name,
                order.text("bind")
                        .map(UserResource::fingerprint)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the field bind or unbind is missing")));
    }

    private static Octets fingerprint(String text) {
        try {
            return Octets.fromHex(text.replace(":", "").toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a fingerprint is SHA-256: 64 hexadecimal digits", e);
        }
    }

    private User setPassword(String name, String text) {
        Secret password = Secret.of(text.getBytes(StandardCharsets.UTF_8));
        try {
            return users.password(name, password);
        } finally {
            password.destroy();
        }
    }

    private static UserRights change(JsonBody order, UserRights before) {
        UserRights rights = before;
        Optional<String> role = order.text("role");
        if (role.isPresent()) {
            rights = rights.withRole(role(role.get()));
        }
        return order.text("reach").map(ClientReach::parse).map(rights::withReach).orElse(rights);
    }

    private static ClientRole role(String text) {
        try {
            return ClientRole.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the role must be client, operator or admin, but is '%s'".formatted(text), e);
        }
    }

    private static JsonObject json(User user) {
        JsonObject json = new JsonObject();
        json.addProperty("name", user.name());
        json.addProperty("role", user.rights().role().name());
        json.addProperty("reach", user.rights().reach().toString());
        json.addProperty("status", user.isActive() ? "ACTIVE" : "REVOKED");
        json.addProperty("hasPassword", user.hasPassword());
        json.add(
                "certificates",
                Json.array(user.certificates(), print -> new JsonPrimitive(print.hex())));
        json.addProperty("createdAt", user.createdAt().toString());
        json.add("revokedAt", Json.text(user.revokedAt()));
        return json;
    }

    private static JsonObject json(AccessAttempt attempt) {
        JsonObject json = new JsonObject();
        json.addProperty("at", attempt.at().toString());
        json.addProperty("source", attempt.source());
        json.addProperty("kind", attempt.kind());
        json.addProperty("user", attempt.user());
        json.addProperty("admitted", attempt.admitted());
        json.addProperty("detail", attempt.detail());
        return json;
    }
}
