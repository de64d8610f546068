/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import io.reveille.server.registry.AddressGrants;
import io.reveille.server.registry.ClientAccess;
import io.reveille.server.registry.ClientCredentials;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.ClientVerdict;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Who says which clients may come.
 *
 * @param access knows the users; no one is let in by credentials while there is none
 * @param grants knows for which addresses a service has been opened; for none while there is none
 */
public record ClientAuthority(
        Supplier<Optional<ClientAccess>> access, Supplier<Optional<AddressGrants>> grants) {
    /** Lets no one in. */
    public static final ClientAuthority NOBODY =
            new ClientAuthority(Optional::empty, Optional::empty);

    /** As {@link ClientAccess#authenticate} has it. */
    public CompletionStage<ClientVerdict> authenticate(
            ClientCredentials credentials, InetAddress source) {
        return access.get()
                .map(users -> users.authenticate(credentials, source))
                .orElseGet(() -> CompletableFuture.completedFuture(new ClientVerdict.Denied()));
    }

    /** As {@link ClientAccess#stands} has it. */
    public boolean stands(ClientIdentity identity, String gatewayId, String service) {
        return access.get().map(users -> users.stands(identity, gatewayId, service)).orElse(false);
    }

    /** As {@link AddressGrants#isOpen} has it. */
    public boolean isOpen(String gatewayId, String service, InetAddress client) {
        return grants.get().map(open -> open.isOpen(gatewayId, service, client)).orElse(false);
    }
}
