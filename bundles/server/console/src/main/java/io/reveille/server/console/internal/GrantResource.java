/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.server.registry.AddressGrant;
import io.reveille.server.registry.AddressGrants;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.User;
import io.reveille.server.registry.Users;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What is open for which address, for a while. */
final class GrantResource {
    private static final Duration DEFAULT_VALIDITY = Duration.ofMinutes(15);

    private final Users users;
    private final AddressGrants grants;

    GrantResource(Users users, AddressGrants grants) {
        this.users = users;
        this.grants = grants;
    }

    JsonArray list(Map<String, String> query) {
        return Json.array(
                grants.grants(Optional.ofNullable(query.get("user"))), GrantResource::json);
    }

    JsonObject open(String body) {
        JsonBody order =
                JsonBody.parse(
                        body, List.of("gateway", "service", "address", "validitySeconds", "user"));
        return json(
                grants.open(
                        order.text("user").map(this::user).orElse(ClientIdentity.SERVER),
                        required(order, "gateway"),
                        order.text("service").orElse("*"),
                        IpLiterals.parse(required(order, "address")),
                        Seconds.of(order, "validitySeconds").orElse(DEFAULT_VALIDITY)));
    }

    JsonObject close(String id) {
        return grants.close(id)
                .map(GrantResource::json)
                .orElseThrow(() -> new NoSuchElementException("nothing is open by the id " + id));
    }

    private ClientIdentity user(String name) {
        User user =
                users.user(name)
                        .filter(User::isActive)
                        .orElseThrow(
                                () ->
                                        new NoSuchElementException(
                                                "there is no active user '" + name + "'"));
        return new ClientIdentity(
                name, user.rights().role(), user.rights().reach(), Optional.empty(), "API");
    }

    private static String required(JsonBody order, String field) {
        return order.text(field)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "the field %s is missing".formatted(field)));
    }

    static JsonObject json(AddressGrant grant) {
        JsonObject json = new JsonObject();
        json.addProperty("id", grant.id());
        json.addProperty("address", grant.address().getHostAddress());
        json.addProperty("gateway", grant.gatewayId());
        json.addProperty("service", grant.service());
        json.addProperty("user", grant.user());
        json.addProperty("openedAt", grant.openedAt().toString());
        json.addProperty("expiresAt", grant.expiresAt().toString());
        return json;
    }
}
