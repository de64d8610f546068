/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.reveille.server.proxy.ClientAuthority;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.registry.AuthorizationField;
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

    /**
     * What a client is before it has said anything.
     *
     * @param shown whom its certificate shows, if it has one
     */
    Guest guest(Caller caller, Optional<ClientIdentity> shown) {
        InetAddress source = caller.address().getAddress();
        if (trusted.stream().anyMatch(block -> block.contains(source))) {
            return new Guest(caller, Guest.Manner.ADDRESS, name -> true);
        }
        return shown.map(who -> guest(caller, Guest.Manner.CERTIFICATE, who))
                .orElseGet(() -> stranger(caller));
    }

    /** A stranger, who may go where someone has opened the way for its address. */
    private Guest stranger(Caller caller) {
        InetAddress source = caller.address().getAddress();
        return new Guest(
                caller.byGrant(),
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
                            AuthorizationField.destroy(said.get());
                            return verdict instanceof ClientVerdict.Admitted admitted
                                    ? Optional.of(
                                            guest(
                                                    caller,
                                                    Guest.Manner.CREDENTIALS,
                                                    admitted.identity()))
                                    : Optional.<Guest>empty();
                        })
                .exceptionally(
                        failure -> {
                            LOG.error("a client could not be authenticated", failure);
                            return Optional.empty();
                        });
    }

    private Guest guest(Caller caller, Guest.Manner manner, ClientIdentity identity) {
        return new Guest(
                caller.as(identity),
                manner,
                name -> authority.stands(identity, name.gatewayId(), name.service()));
    }
}
