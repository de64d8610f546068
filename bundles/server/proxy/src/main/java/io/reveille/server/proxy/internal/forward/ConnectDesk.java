/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.proxy.internal.Reception;
import io.reveille.server.registry.AuthorizationField;
import io.reveille.server.registry.ClientIdentity;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where those are received who ask by HTTP CONNECT, in whatever version. */
record ConnectDesk(Doorman doorman, Directions directions, Reception reception) {

    /**
     * Tells who asks. Never fails; completes at once or on any thread.
     *
     * @param shown whom the client's certificate shows, if it has one
     * @return empty if the client is to say who it is
     */
    CompletionStage<Optional<Guest>> receive(
            Caller caller, Optional<ClientIdentity> shown, ConnectHead head) {
        Guest guest = doorman.guest(caller, shown);
        return guest.isStranger() && !directions.mayReach(guest, head.host())
                ? doorman.check(caller, head.authorization().flatMap(AuthorizationField::parse))
                : CompletableFuture.completedFuture(Optional.of(guest));
    }
}
