/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonElement;
import io.reveille.server.registry.AddressGrants;
import io.reveille.server.registry.ApiTokens;
import io.reveille.server.registry.Users;
import java.util.Optional;

/** The resources about who may reach what: users, attempts, tokens and grants. */
public final class AccessApi {
    private final UserResource users;
    private final TokenResource tokens;
    private final GrantResource grants;

    public AccessApi(Users users, ApiTokens tokens, AddressGrants grants) {
        this.users = new UserResource(users);
        this.tokens = new TokenResource(tokens);
        this.grants = new GrantResource(users, grants);
    }

    /** What there is to answer, if the path and the method are of these. */
    Optional<JsonElement> answer(ApiRequest request, String[] path) {
        return switch (request.method() + " " + path[0] + ":" + path.length) {
            case "GET users:1" -> Optional.of(users.list());
            case "POST users:1" -> Optional.of(users.add(request.body()));
            case "GET users:2" -> Optional.of(users.show(path[1]));
            case "POST users:3" -> users.act(path[1], path[2], request.body());
            case "GET attempts:1" -> Optional.of(users.attempts(request.query()));
            case "GET tokens:1" -> Optional.of(tokens.list(request.query()));
            case "POST tokens:1" -> Optional.of(tokens.issue(request.body()));
            case "GET grants:1" -> Optional.of(grants.list(request.query()));
            case "POST grants:1" -> Optional.of(grants.open(request.body()));
            case "POST tokens:3" ->
                    path[2].equals("revoke")
                            ? Optional.of(tokens.revoke(path[1]))
                            : Optional.empty();
            case "POST grants:3" ->
                    path[2].equals("close") ? Optional.of(grants.close(path[1])) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
