/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import io.reveille.server.registry.AddressGrant;
import io.reveille.server.registry.AddressGrants;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.User;
import io.reveille.server.registry.internal.store.AddressGrantTable;
import io.reveille.server.registry.internal.store.Database;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The grants in memory, by address, written through to the database. */
public final class StoredAddressGrants implements AddressGrants {
    static final int MAX_GRANTS = 10_000;
    static final int MAX_GRANTS_OF_A_USER = 100;
    private static final String ALL = "*";

    private final Database database;
    private final Registry registry;
    private final StoredUsers users;
    private final InstantSource clock;
    private final Map<InetAddress, List<AddressGrant>> byAddress = new ConcurrentHashMap<>();

    public StoredAddressGrants(
            Database database, Registry registry, StoredUsers users, InstantSource clock) {
        this.database = database;
        this.registry = registry;
        this.users = users;
        this.clock = clock;
        database.transaction(AddressGrantTable::all).forEach(this::remember);
        dropOfRevoked();
        users.onChange(this::dropOfRevoked);
    }

    @Override
    public Optional<AddressGrant> find(String gatewayId, String service, InetAddress client) {
        Instant now = clock.instant();
        return byAddress.getOrDefault(client, List.of()).stream()
                .filter(grant -> grant.expiresAt().isAfter(now))
                .filter(grant -> grant.gatewayId().equals(gatewayId))
                .filter(grant -> grant.service().equals(ALL) || grant.service().equals(service))
                .filter(grant -> mayReach(grant, service))
                .max(Comparator.comparing(AddressGrant::expiresAt));
    }

    private static boolean isServers(AddressGrant grant) {
        return grant.user().equals(ClientIdentity.SERVER.name());
    }

    private boolean mayReach(AddressGrant grant, String service) {
        return isServers(grant)
                || users.user(grant.user())
                        .filter(User::isActive)
                        .filter(user -> user.rights().reach().allows(grant.gatewayId(), service))
                        .isPresent();
    }

    @Override
    public AddressGrant open(
            ClientIdentity by,
            String gatewayId,
            String service,
            InetAddress client,
            Duration validity) {
        if (validity.isNegative() || validity.isZero() || validity.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the time must be more than nothing and at most %d hours"
                            .formatted(LONGEST.toHours()));
        }
        if (!offered(by, gatewayId, service)) {
            throw new IllegalArgumentException(
                    "%s may not reach %s/%s, or there is no such service"
                            .formatted(by.name(), gatewayId, service));
        }
        if (!by.equals(ClientIdentity.SERVER) && users.user(by.name()).isEmpty()) {
            throw new IllegalArgumentException(
                    "only users who are registered open something, and %s is not"
                            .formatted(by.name()));
        }
        if (service.equals(ALL) && !by.scope().map(s -> s.allows(gatewayId, ALL)).orElse(true)) {
            throw new IllegalArgumentException(
                    "the token of %s does not reach all services of %s: name one"
                            .formatted(by.name(), gatewayId));
        }
        synchronized (users) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            AddressGrant grant =
                    new AddressGrant(
                            TokenText.newId(),
                            client,
                            gatewayId,
                            service,
                            by.name(),
                            now,
                            now.plus(validity));
            List<AddressGrant> replaced =
                    byAddress.getOrDefault(client, List.of()).stream()
                            .filter(other -> isSame(other, grant))
                            .toList();
            byAddress.values().forEach(this::dropExpired);
            byAddress.values().removeIf(List::isEmpty);
            limit(grant.user(), replaced.size());
            database.durably(
                    connection -> {
                        AddressGrantTable.dropExpired(connection, now);
                        for (AddressGrant old : replaced) {
                            AddressGrantTable.delete(connection, old.id());
                        }
                        AddressGrantTable.insert(connection, grant);
                        return grant;
                    });
            replaced.forEach(this::forget);
            remember(grant);
            return grant;
        }
    }

    private void limit(String user, int replaced) {
        if (grants(Optional.of(user)).size() - replaced >= MAX_GRANTS_OF_A_USER
                || grants(Optional.empty()).size() - replaced >= MAX_GRANTS) {
            throw new IllegalStateException("too much is open already: close some of it");
        }
    }

    private boolean offered(ClientIdentity by, String gatewayId, String service) {
        return registry.gateway(gatewayId).map(Gateway::services).orElse(List.of()).stream()
                .map(GatewayService::name)
                .anyMatch(
                        name ->
                                (service.equals(ALL) || service.equals(name))
                                        && by.mayReach(gatewayId, name));
    }

    private static boolean isSame(AddressGrant one, AddressGrant other) {
        return one.gatewayId().equals(other.gatewayId())
                && one.service().equals(other.service())
                && one.user().equals(other.user());
    }

    @Override
    public List<AddressGrant> grants(Optional<String> user) {
        Instant now = clock.instant();
        return byAddress.values().stream()
                .flatMap(List::stream)
                .filter(grant -> grant.expiresAt().isAfter(now))
                .filter(grant -> user.map(grant.user()::equals).orElse(true))
                .sorted(
                        Comparator.comparing(AddressGrant::expiresAt)
                                .thenComparing(AddressGrant::id))
                .toList();
    }

    @Override
    public Optional<AddressGrant> close(String id) {
        synchronized (users) {
            Optional<AddressGrant> grant =
                    grants(Optional.empty()).stream()
                            .filter(one -> one.id().equals(id))
                            .findFirst();
            grant.ifPresent(
                    one -> {
                        database.durably(
                                connection -> {
                                    AddressGrantTable.delete(connection, id);
                                    return one;
                                });
                        forget(one);
                        users.changed();
                    });
            return grant;
        }
    }

    /** Grants of users who were revoked are gone for good. */
    private void dropOfRevoked() {
        byAddress.replaceAll(
                (address, grants) ->
                        grants.stream()
                                .filter(
                                        grant ->
                                                isServers(grant)
                                                        || users.user(grant.user())
                                                                .filter(User::isActive)
                                                                .isPresent())
                                .toList());
    }

    private void dropExpired(List<AddressGrant> grants) {
        Instant now = clock.instant();
        grants.stream().filter(grant -> !grant.expiresAt().isAfter(now)).forEach(this::forget);
    }

    private void remember(AddressGrant grant) {
        byAddress.merge(
                grant.address(),
                List.of(grant),
                (before, added) -> Stream.concat(before.stream(), added.stream()).toList());
    }

    private void forget(AddressGrant grant) {
        byAddress.computeIfPresent(
                grant.address(),
                (address, grants) ->
                        grants.stream().filter(one -> !one.id().equals(grant.id())).toList());
    }
}
