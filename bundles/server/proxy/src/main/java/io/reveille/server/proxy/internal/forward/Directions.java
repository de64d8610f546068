/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.reveille.protocol.ServiceTransport;
import io.reveille.server.proxy.internal.Destination;
import io.reveille.server.proxy.internal.EntryName;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.Registry;

/** Finds the service that a guest asks for by its name. */
final class Directions {

    private final String zone;
    private final Registry registry;

    Directions(String zone, Registry registry) {
        this.zone = zone;
        this.registry = registry;
    }

    /** Where a guest gets that asks for a name. */
    Destination find(Guest guest, String host) throws MisdirectedException {
        return find(guest, name(host));
    }

    /** Whether the guest may go where that name leads, whatever that is. */
    boolean mayReach(Guest guest, String host) {
        return EntryName.parse(host, zone).filter(guest.mayReach()).isPresent();
    }

    /** The name asked for, whether or not there is anything of that name. */
    private EntryName name(String host) throws MisdirectedException {
        return EntryName.parse(host, zone)
                .orElseThrow(
                        () ->
                                new MisdirectedException(
                                        true,
                                        "only names such as service.gateway." + zone + " lead on"));
    }

    /** Where the name leads; the reason why it does not is told only to who may go there. */
    private Destination find(Guest guest, EntryName name) throws MisdirectedException {
        if (!guest.mayReach().test(name)) {
            throw new MisdirectedException(
                    true, "you may not reach " + name.service() + " of " + name.gatewayId());
        }
        Gateway gateway =
                registry.gateway(name.gatewayId())
                        .filter(known -> known.status() == GatewayStatus.ACTIVE)
                        .orElseThrow(
                                () ->
                                        new MisdirectedException(
                                                false,
                                                "there is no active gateway " + name.gatewayId()));
        GatewayService service =
                gateway.service(name.service())
                        .filter(offered -> offered.transport() == ServiceTransport.TCP)
                        .orElseThrow(
                                () ->
                                        new MisdirectedException(
                                                false,
                                                name.gatewayId()
                                                        + " offers no TCP service "
                                                        + name.service()));
        return new Destination(gateway.id(), service);
    }
}
