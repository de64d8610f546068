/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.server.registry.AddressGrant;
import io.reveille.server.registry.AddressGrants;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.User;
import io.reveille.server.registry.Users;
import java.net.InetAddress;
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

    /** For any address; on behalf of the caller, or of another user if an admin says so. */
    JsonObject open(ApiRequest request) {
        JsonBody order =
                JsonBody.parse(
                        request.body(),
                        List.of("gateway", "service", "address", "validitySeconds", "user"));
        return open(
                order,
                order.text("user").map(name -> by(name, request.caller())).orElse(request.caller()),
                IpLiterals.parse(required(order, "address")));
    }

    /** For the address that the request comes from. */
    JsonObject openHere(ApiRequest request) {
        return open(
                JsonBody.parse(request.body(), List.of("gateway", "service", "validitySeconds")),
                request.caller(),
                request.source());
    }

    private JsonObject open(JsonBody order, ClientIdentity by, InetAddress address) {
        return json(
                grants.open(
                        by,
                        required(order, "gateway"),
                        order.text("service").orElse("*"),
                        address,
                        Seconds.of(order, "validitySeconds").orElse(DEFAULT_VALIDITY)));
    }

    JsonObject close(String id) {
        return grants.close(id)
                .map(GrantResource::json)
                .orElseThrow(() -> new NoSuchElementException("nothing is open by the id " + id));
    }

    /** Nobody lends himself the reach of others. */
    private ClientIdentity by(String name, ClientIdentity caller) {
        if (name.equals(caller.name())) {
            return caller;
        }
        if (caller.role() != ClientRole.ADMIN) {
            throw new IllegalArgumentException(
                    "opening on behalf of '%s' needs the role admin: leave the field user away"
                            .formatted(name));
        }
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
