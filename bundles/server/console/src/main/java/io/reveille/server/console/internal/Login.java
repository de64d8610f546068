/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import io.reveille.server.registry.ClientAccess;
import io.reveille.server.registry.ClientCredentials;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.ClientVerdict;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the registry's verdict on credentials; attempts are limited and audited there. */
final class Login {
    private static final long PATIENCE_SECONDS = 20;

    private final ClientAccess access;

    Login(ClientAccess access) {
        this.access = access;
    }

    /**
     * Who shows these, if they are good.
     *
     * @throws IllegalStateException if there is no verdict in time
     */
    Optional<ClientIdentity> identity(ClientCredentials credentials, InetAddress source) {
        try {
            ClientVerdict verdict =
                    access.authenticate(credentials, source)
                            .toCompletableFuture()
                            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return verdict instanceof ClientVerdict.Admitted admitted
                    ? Optional.of(admitted.identity())
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the server is too busy", e);
        }
    }
}
