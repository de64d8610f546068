/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import io.reveille.server.registry.ApiToken;
import io.reveille.server.registry.ApiTokens;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.User;
import io.reveille.server.registry.internal.store.ApiTokenTable;
import io.reveille.server.registry.internal.store.Database;
import io.reveille.server.registry.internal.store.StoredToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens' digests in memory, written through to the database. */
public final class StoredApiTokens implements ApiTokens {
    static final int MAX_TOKENS_OF_A_USER = 100;
    private static final int MAX_NOTE = 100;

    private final Database database;
    private final StoredUsers users;
    private final InstantSource clock;
    private final Map<Octets, StoredToken> byDigest = new ConcurrentHashMap<>();
    private final Map<String, Instant> used = new ConcurrentHashMap<>();

    public StoredApiTokens(Database database, StoredUsers users, InstantSource clock) {
        this.database = database;
        this.users = users;
        this.clock = clock;
        database.transaction(ApiTokenTable::all)
                .forEach(token -> byDigest.put(token.sha256(), token));
        users.onChange(this::dropOfRevoked);
    }

    @Override
    public Issued issue(String user, ClientReach scope, Duration validity, String note) {
        User owner =
                users.user(user)
                        .orElseThrow(
                                () ->
                                        new NoSuchElementException(
                                                "there is no user '" + user + "'"));
        if (validity.isNegative() || validity.isZero() || validity.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a token lasts up to %d days".formatted(LONGEST.toDays()));
        }
        if (note.length() > MAX_NOTE || note.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a note has up to %d printable characters".formatted(MAX_NOTE));
        }
        synchronized (users) {
            if (!owner.isActive()) {
                throw new IllegalStateException("user %s is revoked".formatted(user));
            }
            if (tokens(Optional.of(user)).size() >= MAX_TOKENS_OF_A_USER) {
                throw new IllegalStateException(
                        "%s has %d tokens already: revoke some"
                                .formatted(user, MAX_TOKENS_OF_A_USER));
            }
            return issue(
                    user, scope, note, clock.instant().truncatedTo(ChronoUnit.MICROS), validity);
        }
    }

    private Issued issue(
            String user, ClientReach scope, String note, Instant now, Duration validity) {
        String id = TokenText.newId();
        while (find(id).isPresent()) {
            id = TokenText.newId();
        }
        Secret text = TokenText.of(id);
        ApiToken token =
                new ApiToken(id, user, note, scope, now, now.plus(validity), Optional.empty());
        StoredToken stored = new StoredToken(token, TokenText.digest(text.copy()));
        database.durably(
                connection -> {
                    ApiTokenTable.dropExpired(connection, now);
                    ApiTokenTable.insert(connection, stored);
                    return stored;
                });
        byDigest.values().removeIf(other -> !other.token().expiresAt().isAfter(now));
        byDigest.put(stored.sha256(), stored);
        return new Issued(token, text);
    }

    @Override
    public List<ApiToken> tokens(Optional<String> user) {
        return byDigest.values().stream()
                .map(StoredToken::token)
                .filter(token -> isGood(token) && user.map(token.user()::equals).orElse(true))
                .map(this::withUse)
                .sorted(Comparator.comparing(ApiToken::user).thenComparing(ApiToken::createdAt))
                .toList();
    }

    @Override
    public Optional<ApiToken> revoke(String id) {
        synchronized (users) {
            Optional<StoredToken> token = find(id);
            token.ifPresent(
                    stored -> {
                        database.durably(
                                connection -> {
                                    ApiTokenTable.delete(connection, id);
                                    return stored;
                                });
                        byDigest.remove(stored.sha256());
                        used.remove(id);
                        users.changed();
                    });
            return token.map(StoredToken::token);
        }
    }

    /** The token of that text, if it is good now; its user may yet be revoked. */
    Optional<ApiToken> ofText(byte[] text) {
        return TokenText.isOne(text)
                ? Optional.ofNullable(byDigest.get(TokenText.digest(text)))
                        .map(StoredToken::token)
                        .filter(this::isGood)
                : Optional.empty();
    }

    /** Whether the token of that id is still good. */
    boolean stands(String id) {
        return find(id).map(StoredToken::token).filter(this::isGood).isPresent();
    }

    /** Notes a use, which is written some time later. */
    void use(ApiToken token) {
        used.put(token.id(), clock.instant().truncatedTo(ChronoUnit.MINUTES));
    }

    /** Writes down what was used since the last time. */
    void writeUses() {
        Map<String, Instant> uses = new HashMap<>(used);
        if (!uses.isEmpty()) {
            database.transaction(
                    connection -> {
                        ApiTokenTable.used(connection, uses);
                        return uses;
                    });
            byDigest.replaceAll(
                    (digest, stored) -> new StoredToken(withUse(stored.token()), digest));
            uses.forEach(used::remove);
        }
    }

    private ApiToken withUse(ApiToken token) {
        Instant use = used.get(token.id());
        return use == null
                ? token
                : new ApiToken(
                        token.id(),
                        token.user(),
                        token.note(),
                        token.scope(),
                        token.createdAt(),
                        token.expiresAt(),
                        Optional.of(use));
    }

    private boolean isGood(ApiToken token) {
        return token.expiresAt().isAfter(clock.instant())
                && users.user(token.user()).filter(User::isActive).isPresent();
    }

    /** Tokens of users who were revoked are gone for good. */
    private void dropOfRevoked() {
        byDigest.values()
                .removeIf(
                        stored ->
                                users.user(stored.token().user()).filter(User::isActive).isEmpty());
    }

    private Optional<StoredToken> find(String id) {
        return byDigest.values().stream()
                .filter(stored -> stored.token().id().equals(id))
                .findFirst();
    }
}
