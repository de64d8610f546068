/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.reveille.protocol.ServiceTransport;
import io.reveille.server.proxy.ClientAuthority;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.proxy.internal.Destination;
import io.reveille.server.proxy.internal.EntryName;
import io.reveille.server.proxy.internal.Reception;
import io.reveille.server.registry.AuthorizationField;
import io.reveille.server.registry.ClientCredentials;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.ClientVerdict;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.Registry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Decides which request may go where. A client whose address or certificate lets it in keeps its
 * Authorization for the service; of any other, Authorization tells who it is.
 */
public final class Gate {

    private final String zone;
    private final Registry registry;
    private final Reception reception;
    private final ClientAuthority authority;

    public Gate(String zone, Registry registry, Reception reception, ClientAuthority authority) {
        this.zone = zone;
        this.registry = registry;
        this.reception = reception;
        this.authority = authority;
    }

    /** Where those go who get through. */
    public Reception reception() {
        return reception;
    }

    /** Who says which clients may come. */
    public ClientAuthority authority() {
        return authority;
    }

    /** Where a name leads, if anywhere. */
    public Optional<Destination> destination(String host) {
        return EntryName.parse(host, zone).flatMap(this::destination);
    }

    private Optional<Destination> destination(EntryName name) {
        return registry.gateway(name.gatewayId())
                .filter(gateway -> gateway.status() == GatewayStatus.ACTIVE)
                .flatMap(gateway -> destination(gateway, name.service()));
    }

    private static Optional<Destination> destination(Gateway gateway, String service) {
        return gateway.service(service)
                .filter(offered -> offered.transport() == ServiceTransport.TCP)
                .map(offered -> new Destination(gateway.id(), offered));
    }

    /**
     * Decides. Completes on any thread.
     *
     * @param known whom the client's certificate shows, if it has one
     */
    CompletionStage<Admission> admit(
            String host,
            Optional<String> authorization,
            Caller caller,
            Optional<ClientIdentity> known) {
        Optional<EntryName> name = EntryName.parse(host, zone);
        Optional<Destination> destination = name.flatMap(this::destination);
        if (known.isPresent() && mayStay(known.get(), name)) {
            return done(decide(known.get(), name, destination, caller, false));
        }
        Optional<Caller> let = destination.flatMap(where -> reception.admit(caller, where));
        if (destination.isPresent() && let.isPresent()) {
            return done(new Admission.Admitted(destination.get(), let.get(), false));
        }
        if (destination.isEmpty() && reception.knows(caller)) {
            return done(nowhere(host));
        }
        Optional<ClientCredentials> said = authorization.flatMap(AuthorizationField::parse);
        if (said.isEmpty()) {
            return done(new Admission.Challenged());
        }
        return authority
                .authenticate(said.get(), caller.address().getAddress())
                .thenApply(
                        verdict -> {
                            AuthorizationField.destroy(said.get());
                            return verdict instanceof ClientVerdict.Admitted in
                                    ? decide(in.identity(), name, destination, caller, true)
                                    : new Admission.Challenged();
                        })
                .exceptionally(failure -> new Admission.Challenged());
    }

    /**
     * Where a client may go that names its service and can say nothing more, because the service's
     * protocol is none of ours: its certificate or its address lets it in.
     */
    public Optional<Guided> guide(EntryName name, Caller caller, Optional<ClientIdentity> known) {
        Optional<Destination> destination = destination(name);
        if (known.isPresent() && authority.stands(known.get(), name.gatewayId(), name.service())) {
            return destination.map(to -> new Guided(to, caller.as(known.get())));
        }
        return destination.flatMap(
                to -> reception.admit(caller, to).map(let -> new Guided(to, let)));
    }

    /** A client, and where it goes. */
    public record Guided(Destination destination, Caller caller) {}

    /** Where a name leads to, whether there is anything or not. */
    public Optional<EntryName> name(String host) {
        return EntryName.parse(host, zone);
    }

    /** A certificate may have lost its worth since the connection began. */
    private boolean mayStay(ClientIdentity known, Optional<EntryName> name) {
        return name.isEmpty()
                || !known.mayReach(name.get().gatewayId(), name.get().service())
                || authority.stands(known, name.get().gatewayId(), name.get().service());
    }

    private static CompletionStage<Admission> done(Admission admission) {
        return CompletableFuture.completedStage(admission);
    }

    private Admission decide(
            ClientIdentity who,
            Optional<EntryName> name,
            Optional<Destination> destination,
            Caller caller,
            boolean ours) {
        if (name.isPresent()
                && !authority.stands(who, name.get().gatewayId(), name.get().service())) {
            return new Admission.Rejected(
                    403, who.name() + " may not reach " + name.get().in(zone) + ".");
        }
        if (destination.isEmpty()) {
            return nowhere(name.map(wanted -> wanted.in(zone)).orElse("this name"));
        }
        return new Admission.Admitted(destination.get(), caller.as(who), ours);
    }

    private Admission nowhere(String host) {
        return new Admission.Rejected(
                404,
                "There is no service at "
                        + host
                        + ": the name of a service is SERVICE.GATEWAY."
                        + zone
                        + ".");
    }
}
