/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import io.reveille.crypto.Secret;
import io.reveille.server.registry.ClientAccess;
import io.reveille.server.registry.ClientCredentials;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.ClientVerdict;
import io.reveille.server.registry.PasswordCredentials;
import io.reveille.server.registry.Registry;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Knows the user {@code ada}, whose password is {@code sécret}, and lets her go to the echo. */
final class OneUser implements ClientAccess {

    private static final Secret PASSWORD = Secret.of("sécret".getBytes(StandardCharsets.UTF_8));

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean shutOut;

    /** Shuts her out, or lets her in again. */
    void shutOut(boolean out) {
        shutOut = out;
        listeners.forEach(Runnable::run);
    }

    @Override
    public CompletionStage<ClientVerdict> authenticate(
            ClientCredentials credentials, InetAddress source) {
        boolean right =
                credentials instanceof PasswordCredentials said
                        && said.user().equals("ada")
                        && said.password().equals(PASSWORD);
        return CompletableFuture.supplyAsync(
                () ->
                        right
                                ? new ClientVerdict.Admitted(
                                        new ClientIdentity(
                                                "ada",
                                                ClientRole.CLIENT,
                                                ClientReach.parse("*/echo"),
                                                Optional.empty(),
                                                "password"))
                                : new ClientVerdict.Denied());
    }

    @Override
    public boolean stands(ClientIdentity identity, String gatewayId, String service) {
        return !shutOut && identity.mayReach(gatewayId, service);
    }

    @Override
    public Registry.Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
