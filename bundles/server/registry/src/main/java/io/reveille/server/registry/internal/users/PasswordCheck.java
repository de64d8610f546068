/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import io.reveille.crypto.Octets;
import io.reveille.crypto.PasswordHash;
import io.reveille.crypto.Secret;
import io.reveille.server.registry.User;
import io.reveille.server.registry.internal.store.StoredUser;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Compares passwords with what is stored. A password that was right is known again for some minutes
 * by an HMAC under a key that lives in memory alone, so that a client which says it with every
 * connection costs one Argon2 and not hundreds.
 */
final class PasswordCheck {
    private static final Duration KNOWN = Duration.ofMinutes(5);
    private static final int MAX_KNOWN = 1024;

    private final StoredUsers users;
    private final LongSupplier nanoTime;
    private final SecretKeySpec key = new SecretKeySpec(Secret.random(32).copy(), "HmacSHA256");
    private final PasswordHash none = PasswordHash.ofNone();
    private final Comparison comparison;
    private final Map<Octets, Known> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Octets, Known> eldest) {
                    return size() > MAX_KNOWN;
                }
            };

    private record Known(String hash, long at) {}

    /** The work of telling whether a password is the right one: an Argon2 each time. */
    interface Comparison {
        boolean isOf(PasswordHash hash, Secret password);
    }

    PasswordCheck(StoredUsers users, LongSupplier nanoTime) {
        this(users, nanoTime, PasswordHash::isOf);
    }

    PasswordCheck(StoredUsers users, LongSupplier nanoTime, Comparison comparison) {
        this.comparison = comparison;
        this.users = users;
        this.nanoTime = nanoTime;
    }

    /** The user, if the password is known to be right; takes microseconds. */
    Optional<User> recall(String name, Secret password) {
        if (password.length() > StoredUsers.MAX_PASSWORD) {
            return Optional.empty();
        }
        Optional<StoredUser> stored = active(name);
        Octets proof = proof(name, password); // of unknown users, too: it takes the same time
        synchronized (known) {
            Known found = known.get(proof);
            return stored.filter(
                            user ->
                                    found != null
                                            && nanoTime.getAsLong() - found.at() < KNOWN.toNanos()
                                            && user.password().equals(Optional.of(found.hash())))
                    .map(StoredUser::user);
        }
    }

    /** The user, if the password is right; takes one Argon2, whoever is asked for. */
    Optional<User> check(String name, Secret password) {
        Optional<StoredUser> stored = active(name).filter(user -> user.password().isPresent());
        String text = stored.flatMap(StoredUser::password).orElse("");
        PasswordHash hash = PasswordHash.parse(text).orElse(none);
        if (!comparison.isOf(hash, password) || stored.isEmpty()) {
            return Optional.empty();
        }
        Octets proof = proof(name, password);
        synchronized (known) {
            known.put(proof, new Known(text, nanoTime.getAsLong()));
        }
        return stored.map(StoredUser::user);
    }

    private Optional<StoredUser> active(String name) {
        return users.stored(name).filter(stored -> stored.user().isActive());
    }

    private Octets proof(String name, Secret password) {
        byte[] octets = password.copy();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(name.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Octets.of(mac.doFinal(octets));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA256", e);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }
}
