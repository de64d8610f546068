/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import io.reveille.server.registry.AddressGrants;
import io.reveille.server.registry.ApiTokens;
import io.reveille.server.registry.Users;

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

    UserResource users() {
        return users;
    }

    TokenResource tokens() {
        return tokens;
    }

    GrantResource grants() {
        return grants;
    }
}
