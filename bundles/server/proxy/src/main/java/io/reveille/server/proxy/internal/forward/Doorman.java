/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.reveille.server.proxy.ClientAuthority;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.registry.CidrBlock;
import io.reveille.server.registry.ClientCredentials;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.ClientVerdict;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides who is let in: by where a client comes from, or by what it says of itself. */
final class Doorman {

    private static final Logger LOG = LoggerFactory.getLogger(Doorman.class);

    private final List<CidrBlock> trusted;
    private final ClientAuthority authority;

    Doorman(List<CidrBlock> trusted, ClientAuthority authority) {
        this.trusted = trusted;
        this.authority = authority;
    }

    /** A client that need not say who it is. */
    Optional<Guest> known(Caller caller) {
        InetAddress source = caller.address().getAddress();
        return trusted.stream().anyMatch(block -> block.contains(source))
                ? Optional.of(new Guest(caller, Guest.Manner.ADDRESS, name -> true))
                : Optional.empty();
    }

    /** A stranger, who may go where someone has opened the way for its address. */
    Guest stranger(Caller caller) {
        InetAddress source = caller.address().getAddress();
        return new Guest(
                caller,
                Guest.Manner.STRANGER,
                name -> authority.isOpen(name.gatewayId(), name.service(), source));
    }

    /** Checks what a client says of itself; never fails, and never blocks the caller. */
    CompletionStage<Optional<Guest>> check(Caller caller, Optional<ClientCredentials> said) {
        if (said.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return authority
                .authenticate(said.get(), caller.address().getAddress())
                .thenApply(
                        verdict -> {
                            Credentials.destroy(said.get());
                            return verdict instanceof ClientVerdict.Admitted admitted
                                    ? Optional.of(guest(caller, admitted.identity()))
                                    : Optional.<Guest>empty();
                        })
                .exceptionally(
                        failure -> {
                            LOG.error("a client could not be authenticated", failure);
                            return Optional.empty();
                        });
    }

    private static Guest guest(Caller caller, ClientIdentity identity) {
        return new Guest(
                caller.as(identity.name()),
                Guest.Manner.CREDENTIALS,
                name -> identity.mayReach(name.gatewayId(), name.service()));
    }
}
