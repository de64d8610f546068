/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.server.registry.User;
import java.util.Optional;

/**
 * A user as the database has it.
 *
 * @param password the Argon2id string, if there is a password
 */
public record StoredUser(User user, Optional<String> password) {
    @Override
    public String toString() {
        return "StoredUser[" + user + "]";
    }
}
