/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import io.reveille.server.registry.ClientIdentity;
import java.util.Optional;

/**
 * What a certificate or a signed token came to.
 *
 * @param identity if it is good
 * @param user whom it names, as far as it was read; perhaps empty
 * @param why it is not good, for the audit
 */
record Finding(Optional<ClientIdentity> identity, String user, String why) {
    static Finding good(ClientIdentity identity) {
        return new Finding(Optional.of(identity), identity.name(), "");
    }

    static Finding bad(String user, String why) {
        return new Finding(Optional.empty(), user, why);
    }
}
