/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.Octets;
import io.reveille.protocol.ServiceTransport;
import io.reveille.server.registry.EnrolmentClaim.ClaimedService;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayReach;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.PortRange;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.internal.store.Database;
import io.reveille.server.registry.internal.store.EnrolmentCodeTable;
import io.reveille.server.registry.internal.store.GatewayTable;
import io.reveille.server.registry.internal.store.InstallationTable;
import io.reveille.server.registry.internal.store.StoredGateway;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fleet in memory, written through to the database; one change at a time. */
final class StoredRegistry implements Registry {
    private static final Logger LOG = LoggerFactory.getLogger(StoredRegistry.class);

    private final Database database;
    private final Counters counters;
    private final PortPlan ports;
    private final ConcurrentNavigableMap<String, StoredGateway> fleet =
            new ConcurrentSkipListMap<>();
    private final Set<Integer> usedPorts = ConcurrentHashMap.newKeySet();
    private final Map<Object, Runnable> listeners = new ConcurrentHashMap<>();

    StoredRegistry(Database database, PortRange range) {
        this.database = database;
        this.counters = new Counters(database);
        Octets secret =
                database.durably(c -> InstallationTable.get(c, "port plan", StoredRegistry::draw));
        this.ports = new PortPlan(range, secret);
        database.transaction(GatewayTable::all).forEach(this::remember);
        moveStrayPorts();
    }

    /**
     * What a change comes to.
     *
     * @param gateway to be written and remembered, if it changed
     * @param result for the caller
     */
    record Changed<T>(Optional<StoredGateway> gateway, T result) {}

    @Override
    public Optional<Gateway> gateway(String id) {
        return stored(id).map(StoredGateway::gateway);
    }

    @Override
    public List<Gateway> gateways() {
        return fleet.values().stream().map(StoredGateway::gateway).toList();
    }

    @Override
    public Gateway revoke(String id) {
        return change(
                connection -> {
                    StoredGateway before = known(id);
                    EnrolmentCodeTable.delete(connection, id);
                    Gateway revoked =
                            with(
                                    before.gateway(),
                                    GatewayStatus.REVOKED,
                                    before.gateway().services());
                    return new Changed<>(
                            Optional.of(new StoredGateway(revoked, before.certificate())), revoked);
                });
    }

    @Override
    public Gateway reach(String id, UnaryOperator<GatewayReach> change) {
        return change(
                connection -> {
                    StoredGateway before = known(id);
                    Gateway after = before.gateway().with(change.apply(before.gateway().reach()));
                    if (after.tunnel() != before.gateway().tunnel()) {
                        LOG.info(
                                "tunnels of gateway {} are to be {} from now on, instead of {}",
                                id,
                                after.tunnel(),
                                before.gateway().tunnel());
                    }
                    return new Changed<>(
                            Optional.of(new StoredGateway(after, before.certificate())), after);
                });
    }

    @Override
    public long nextCounter(int senderKeyId, String gatewayId) {
        known(gatewayId);
        return counters.next(senderKeyId, gatewayId);
    }

    @Override
    public GatewayService movePort(String id, String service) {
        return change(
                connection -> {
                    StoredGateway before = known(id);
                    GatewayService old =
                            before.gateway()
                                    .service(service)
                                    .orElseThrow(
                                            () ->
                                                    new NoSuchElementException(
                                                            "gateway %s has no service %s"
                                                                    .formatted(id, service)));
                    GatewayService moved =
                            new GatewayService(
                                    service,
                                    old.localPort(),
                                    freePort(id, service, old.transport(), usedPorts),
                                    old.transport());
                    List<GatewayService> services = new ArrayList<>(before.gateway().services());
                    services.set(services.indexOf(old), moved);
                    Gateway after = with(before.gateway(), before.gateway().status(), services);
                    LOG.info(
                            "service {} of gateway {} moves to port {}",
                            service,
                            id,
                            moved.publicPort());
                    return new Changed<>(
                            Optional.of(new StoredGateway(after, before.certificate())), moved);
                });
    }

    @Override
    public int decoyPort(String gatewayId, String service, ServiceTransport transport) {
        return ports.decoy(gatewayId, service, transport, usedPorts::contains);
    }

    @Override
    public Subscription onChange(Runnable listener) {
        Object subscription = new Object();
        listeners.put(subscription, listener);
        return () -> listeners.remove(subscription);
    }

    Optional<StoredGateway> stored(String id) {
        return Optional.ofNullable(fleet.get(id));
    }

    /** Changes one gateway at most; on disk, remembered and told to the listeners on return. */
    <T> T change(Database.Work<Changed<T>> work) {
        Changed<T> changed;
        synchronized (this) {
            changed =
                    database.durably(
                            connection -> {
                                Changed<T> made = work.with(connection);
                                if (made.gateway().isPresent()) {
                                    GatewayTable.save(connection, made.gateway().get());
                                }
                                return made;
                            });
            changed.gateway().ifPresent(this::remember);
        }
        if (changed.gateway().isPresent()) {
            listeners.values().forEach(StoredRegistry::tell);
        }
        return changed.result();
    }

    /** Changes many gateways at once, none of which gets other services. */
    void changeAll(Database.Work<List<StoredGateway>> work) {
        synchronized (this) {
            database.durably(work).forEach(this::remember);
        }
        listeners.values().forEach(StoredRegistry::tell);
    }

    /**
     * Public ports for what a gateway claims to offer: known services keep theirs. Call it within
     * {@link #change}.
     *
     * @throws IllegalStateException if the range has too few free ports
     */
    List<GatewayService> assignPorts(String id, List<ClaimedService> claimed) {
        List<GatewayService> known = stored(id).map(s -> s.gateway().services()).orElse(List.of());
        Set<Integer> taken = new HashSet<>(usedPorts);
        List<GatewayService> assigned = new ArrayList<>();
        for (ClaimedService claim : claimed) {
            int port =
                    known.stream()
                            .filter(service -> service.name().equals(claim.name()))
                            .mapToInt(GatewayService::publicPort)
                            .findFirst()
                            .orElseGet(() -> freePort(id, claim.name(), claim.transport(), taken));
            taken.add(port);
            assigned.add(new GatewayService(claim.name(), claim.port(), port, claim.transport()));
        }
        return assigned;
    }

    private int freePort(
            String id, String service, ServiceTransport transport, Set<Integer> taken) {
        return ports.free(id, service, transport, taken::contains)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "no public port is left for service %s of gateway %s: widen service.ports"
                                                .formatted(service, id)));
    }

    private void remember(StoredGateway stored) {
        StoredGateway before = fleet.put(stored.gateway().id(), stored);
        stored.gateway().services().forEach(service -> usedPorts.add(service.publicPort()));
        if (before != null) {
            Set<Integer> kept = new HashSet<>();
            stored.gateway().services().forEach(service -> kept.add(service.publicPort()));
            before.gateway().services().stream()
                    .map(GatewayService::publicPort)
                    .filter(port -> !kept.contains(port))
                    .forEach(usedPorts::remove);
        }
    }

    /** After the range was changed. */
    private void moveStrayPorts() {
        for (Gateway gateway : gateways()) {
            for (GatewayService service : gateway.services()) {
                if (!ports.contains(service.publicPort())) {
                    movePort(gateway.id(), service.name());
                }
            }
        }
    }

    private StoredGateway known(String id) {
        return stored(id)
                .orElseThrow(() -> new NoSuchElementException("there is no gateway " + id));
    }

    private static Gateway with(Gateway g, GatewayStatus status, List<GatewayService> services) {
        return new Gateway(
                g.id(),
                status,
                g.msisdn(),
                g.keyGeneration(),
                g.sealingKey(),
                g.createdAt(),
                g.enrolledAt(),
                services,
                g.email(),
                g.wake(),
                g.tunnel());
    }

    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.warn("a listener to the registry failed", e);
        }
    }

    private static Octets draw() {
        byte[] octets = new byte[32];
        new SecureRandom().nextBytes(octets);
        return Octets.of(octets);
    }
}
