/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import io.reveille.crypto.Octets;
import io.reveille.crypto.PasswordHash;
import io.reveille.crypto.Secret;
import io.reveille.server.registry.AccessAttempt;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.User;
import io.reveille.server.registry.UserRights;
import io.reveille.server.registry.Users;
import io.reveille.server.registry.internal.store.AddressGrantTable;
import io.reveille.server.registry.internal.store.ApiTokenTable;
import io.reveille.server.registry.internal.store.Database;
import io.reveille.server.registry.internal.store.StoredUser;
import io.reveille.server.registry.internal.store.UserTable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The users in memory, written through to the database; one change at a time. */
public final class StoredUsers implements Users {
    static final int MAX_USERS = 10_000;
    private static final int MAX_CERTIFICATES = 32;
    private static final int MIN_PASSWORD = 8;
    static final int MAX_PASSWORD = 1024;
    private static final int FINGERPRINT = 32;
    private static final Pattern NAME = Pattern.compile("[!-~&&[^:,/\\\\\"']]{1,64}");

    private final Database database;
    private final AttemptAudit audit;
    private final InstantSource clock;
    private final ConcurrentNavigableMap<String, StoredUser> users = new ConcurrentSkipListMap<>();
    private final Map<Octets, String> byCertificate = new ConcurrentHashMap<>();
    private final Map<Object, Runnable> listeners = new ConcurrentHashMap<>();

    public StoredUsers(Database database, AttemptAudit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        database.transaction(UserTable::all).forEach(this::remember);
    }

    @Override
    public Optional<User> user(String name) {
        return stored(name).map(StoredUser::user);
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    Optional<StoredUser> stored(String name) {
        return Optional.ofNullable(users.get(name));
    }

    Optional<User> byCertificate(Octets fingerprint) {
        return Optional.ofNullable(byCertificate.get(fingerprint)).flatMap(this::user);
    }

    @Override
    public List<User> users() {
        return users.values().stream().map(StoredUser::user).toList();
    }

    @Override
    public synchronized User add(String name, UserRights rights) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "a user's name has 1 to 64 printable ASCII characters, none of them a blank or one of : , / \\ \" '");
        }
        if (users.containsKey(name)) {
            throw new IllegalStateException("there is a user %s already".formatted(name));
        }
        if (users.size() >= MAX_USERS) {
            throw new IllegalStateException("there are %d users already".formatted(MAX_USERS));
        }
        return save(
                new StoredUser(
                        new User(name, rights, false, List.of(), clock.instant(), Optional.empty()),
                        Optional.empty()));
    }

    @Override
    public synchronized User change(String name, UnaryOperator<UserRights> change) {
        StoredUser before = known(name);
        User user = before.user();
        return save(
                with(before, change.apply(user.rights()), user.certificates(), before.password()));
    }

    @Override
    public User password(String name, Secret password) {
        if (password.length() < MIN_PASSWORD || password.length() > MAX_PASSWORD) {
            throw new IllegalArgumentException(
                    "a password has %d to %d octets".formatted(MIN_PASSWORD, MAX_PASSWORD));
        }
        known(name);
        String hash = PasswordHash.of(password).text();
        synchronized (this) {
            StoredUser before = known(name);
            User user = before.user();
            return save(with(before, user.rights(), user.certificates(), Optional.of(hash)));
        }
    }

    @Override
    public synchronized User bind(String name, Octets fingerprint) {
        if (fingerprint.length() != FINGERPRINT) {
            throw new IllegalArgumentException("a fingerprint is SHA-256: 64 hexadecimal digits");
        }
        StoredUser before = known(name);
        List<Octets> certificates = new ArrayList<>(before.user().certificates());
        if (certificates.contains(fingerprint)) {
            return before.user();
        }
        if (certificates.size() >= MAX_CERTIFICATES) {
            throw new IllegalArgumentException(
                    "%s has %d certificates already".formatted(name, MAX_CERTIFICATES));
        }
        byCertificate(fingerprint).ifPresent(other -> unbind(other.name(), fingerprint));
        certificates.add(fingerprint);
        return save(with(before, before.user().rights(), certificates, before.password()));
    }

    @Override
    public synchronized User unbind(String name, Octets fingerprint) {
        StoredUser before = known(name);
        List<Octets> certificates = new ArrayList<>(before.user().certificates());
        if (!certificates.remove(fingerprint)) {
            throw new NoSuchElementException(
                    "%s has no certificate %s".formatted(name, fingerprint.hex()));
        }
        return save(with(before, before.user().rights(), certificates, before.password()));
    }

    @Override
    public synchronized User revoke(String name) {
        StoredUser before = known(name);
        User user = before.user();
        User revoked =
                new User(
                        name,
                        user.rights(),
                        user.hasPassword(),
                        user.certificates(),
                        user.createdAt(),
                        user.revokedAt().or(() -> Optional.of(clock.instant())));
        StoredUser after = new StoredUser(revoked, before.password());
        database.durably(
                connection -> {
                    ApiTokenTable.deleteOf(connection, name);
                    AddressGrantTable.deleteOf(connection, name);
                    UserTable.save(connection, after);
                    return after;
                });
        return changed(after);
    }

    @Override
    public synchronized User restore(String name) {
        StoredUser before = known(name);
        User user = before.user();
        return save(
                new StoredUser(
                        new User(
                                name,
                                user.rights(),
                                user.hasPassword(),
                                user.certificates(),
                                user.createdAt(),
                                Optional.empty()),
                        before.password()));
    }

    @Override
    public List<AccessAttempt> attempts(int limit, Optional<String> user) {
        return audit.recent(limit, user);
    }

    /** Called after each change, on the changing thread. */
    Registry.Subscription onChange(Runnable listener) {
        Object key = new Object();
        listeners.put(key, listener);
        return () -> listeners.remove(key);
    }

    /** Something else has changed by which someone may no longer be let in. */
    void changed() {
        listeners.values().forEach(Runnable::run);
    }

    private static StoredUser with(
            StoredUser before,
            UserRights rights,
            List<Octets> certificates,
            Optional<String> password) {
        User user = before.user();
        return new StoredUser(
                new User(
                        user.name(),
                        rights,
                        password.isPresent(),
                        certificates,
                        user.createdAt(),
                        user.revokedAt()),
                password);
    }

    private StoredUser known(String name) {
        return stored(name)
                .orElseThrow(() -> new NoSuchElementException("there is no user '" + name + "'"));
    }

    private User save(StoredUser stored) {
        database.durably(
                connection -> {
                    UserTable.save(connection, stored);
                    return stored;
                });
        return changed(stored);
    }

    private User changed(StoredUser stored) {
        remember(stored);
        changed();
        return stored.user();
    }

    private void remember(StoredUser stored) {
        String name = stored.user().name();
        users.put(name, stored);
        byCertificate.values().removeIf(name::equals);
        stored.user().certificates().forEach(print -> byCertificate.put(print, name));
    }
}
