/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import io.reveille.server.registry.AddressGrants;
import io.reveille.server.registry.ApiTokens;
import io.reveille.server.registry.ClientAccess;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.Users;
import io.reveille.server.registry.internal.store.Database;
import java.time.InstantSource;

/** All about who may reach what, over one database. */
public final class Access implements AutoCloseable {
    private final StoredUsers users;
    private final StoredApiTokens tokens;
    private final StoredAddressGrants grants;
    private final StoredClientAccess clients;

    public Access(
            Database database,
            Registry registry,
            IdentitySettings identities,
            InstantSource clock) {
        AttemptAudit audit = new AttemptAudit(database, clock);
        users = new StoredUsers(database, audit, clock);
        tokens = new StoredApiTokens(database, users, clock);
        grants = new StoredAddressGrants(database, registry, users, clock);
        clients =
                new StoredClientAccess(
                        users,
                        tokens,
                        new IdentityProviders(users, identities, clock),
                        audit,
                        System::nanoTime);
    }

    public Users users() {
        return users;
    }

    public ApiTokens tokens() {
        return tokens;
    }

    public AddressGrants grants() {
        return grants;
    }

    public ClientAccess clients() {
        return clients;
    }

    @Override
    public void close() {
        clients.close();
    }
}
