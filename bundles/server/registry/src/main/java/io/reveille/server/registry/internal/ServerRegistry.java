/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.server.registry.AddressGrants;
import io.reveille.server.registry.ApiTokens;
import io.reveille.server.registry.ClientAccess;
import io.reveille.server.registry.Enrolments;
import io.reveille.server.registry.FleetKeys;
import io.reveille.server.registry.KeyLife;
import io.reveille.server.registry.KeyOffice;
import io.reveille.server.registry.LookupLog;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.RouteBook;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.Sessions;
import io.reveille.server.registry.SignalLedger;
import io.reveille.server.registry.SigningKeys;
import io.reveille.server.registry.Users;
import io.reveille.server.registry.internal.store.Database;
import io.reveille.server.registry.internal.users.Access;
import io.reveille.server.registry.internal.users.IdentitySettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** All of the registry over one home directory, which no other process may use meanwhile. */
public final class ServerRegistry implements AutoCloseable {
    private final Database database;
    private final StoredRegistry registry;
    private final StoredFleetKeys keys;
    private final BoundedLookupLog lookups = new BoundedLookupLog();
    private final StoredSessions sessions;
    private final EnrolmentDesk enrolments;
    private final StoredRouteBook routes;
    private final StoredSignalLedger signals;
    private final StoredKeyLife keyLife;
    private final StoredKeyOffice keyOffice;
    private final KeyRotation rotation;
    private final Access access;
    private final SigningKeys signingKeys;

    private ServerRegistry(
            Database database,
            ServerSettings settings,
            SessionRetention retention,
            KeySettings keySettings,
            IdentitySettings identities,
            Supplier<Optional<URI>> enrolmentUrl,
            InstantSource clock) {
        this.database = database;
        this.registry = new StoredRegistry(database, settings.servicePorts());
        this.access = new Access(database, registry, identities, clock);
        this.keys =
                StoredFleetKeys.open(
                        database, settings, keySettings, registry, access.users(), clock);
        this.sessions =
                new StoredSessions(
                        database, settings.home().resolve("data"), lookups, retention, clock);
        this.routes = new StoredRouteBook(database, clock);
        this.enrolments =
                new EnrolmentDesk(
                        database,
                        registry,
                        keys,
                        settings,
                        keySettings.certificate(),
                        enrolmentUrl,
                        clock);
        this.signals = new StoredSignalLedger(database, clock);
        this.keyLife = new StoredKeyLife(registry, keys, keySettings);
        this.keyOffice = new StoredKeyOffice(registry, keys);
        this.rotation = new KeyRotation(registry, access.clients(), keys, keyOffice, keySettings);
        this.signingKeys =
                new StoredSigningKeys(settings.home().resolve("keys"), keys.cabinet().storage());
    }

    /** Opens or creates store and keys; keys are kept and live as they do by default. */
    public static ServerRegistry open(
            ServerSettings settings,
            SessionRetention retention,
            Supplier<Optional<URI>> enrolmentUrl,
            InstantSource clock) {
        return open(
                settings,
                retention,
                KeySettings.DEFAULT,
                IdentitySettings.NONE,
                enrolmentUrl,
                clock);
    }

    /** The same, where nobody else vouches for clients. */
    public static ServerRegistry open(
            ServerSettings settings,
            SessionRetention retention,
            KeySettings keySettings,
            Supplier<Optional<URI>> enrolmentUrl,
            InstantSource clock) {
        return open(settings, retention, keySettings, IdentitySettings.NONE, enrolmentUrl, clock);
    }

    /**
     * Opens the store and the keys, or creates them.
     *
     * @param keySettings where keys are kept and how long they live
     * @param identities who vouches for clients beside the registry itself
     * @param enrolmentUrl where gateways enrol, while there is such a place
     * @throws IllegalStateException if home can't be used; its message says why and what to do
     */
    public static ServerRegistry open(
            ServerSettings settings,
            SessionRetention retention,
            KeySettings keySettings,
            IdentitySettings identities,
            Supplier<Optional<URI>> enrolmentUrl,
            InstantSource clock) {
        Database database = Database.open(settings.home());
        try {
            return new ServerRegistry(
                    database, settings, retention, keySettings, identities, enrolmentUrl, clock);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public Registry registry() {
        return registry;
    }

    public FleetKeys keys() {
        return keys;
    }

    public Sessions sessions() {
        return sessions;
    }

    public LookupLog lookups() {
        return lookups;
    }

    public Enrolments enrolments() {
        return enrolments;
    }

    public RouteBook routes() {
        return routes;
    }

    public SignalLedger signals() {
        return signals;
    }

    public KeyLife keyLife() {
        return keyLife;
    }

    public KeyOffice keyOffice() {
        return keyOffice;
    }

    public SigningKeys signingKeys() {
        return signingKeys;
    }

    public Users users() {
        return access.users();
    }

    public ApiTokens tokens() {
        return access.tokens();
    }

    public AddressGrants grants() {
        return access.grants();
    }

    public ClientAccess access() {
        return access.clients();
    }

    /** What is due about keys by time, such as every hour. */
    void rotate() {
        rotation.run();
    }

    /** Marks what is open as interrupted and closes the store. */
    @Override
    public void close() {
        rotation.close();
        access.close();
        try {
            sessions.close();
        } finally {
            database.close();
        }
    }
}
