/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The users, and what each may do. Reading is from memory and cheap; every change is on disk on
 * return and holds at once. Methods that name a user who is not there throw {@link
 * NoSuchElementException}.
 */
@ProviderType
public interface Users {
    /** The user of that name, active or not. */
    Optional<User> user(String name);

    /** All users, by name. */
    List<User> users();

    /**
     * Makes a user, who has no password yet.
     *
     * @param name 1 to 64 printable ASCII characters except blank, colon, comma, slash, backslash
     *     and quotes
     * @throws IllegalArgumentException if the name is none
     * @throws IllegalStateException if there is a user of that name, or there are too many
     */
    User add(String name, UserRights rights);

    /** Changes what a user may do. */
    User change(String name, UnaryOperator<UserRights> change);

    /**
     * Sets the password. Takes some tenths of a second.
     *
     * @param password UTF-8, 8 to 1024 octets
     * @throws IllegalArgumentException if it is too short or too long
     */
    User password(String name, Secret password);

    /** Has the user known by a certificate. The earlier user of that certificate is no more. */
    User bind(String name, Octets fingerprint);

    /** Has the user no longer known by a certificate. */
    User unbind(String name, Octets fingerprint);

    /**
     * Shuts a user out: password, tokens, certificates and grants hold no longer, tokens and grants
     * for good.
     */
    User revoke(String name);

    /** Lets a user in again who was revoked. */
    User restore(String name);

    /**
     * The newest attempts to log in, newest first.
     *
     * @param limit 1 to 1000
     * @param user only those that named this user, if given
     */
    List<AccessAttempt> attempts(int limit, Optional<String> user);
}
