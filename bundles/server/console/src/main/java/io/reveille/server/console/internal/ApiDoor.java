/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import io.reveille.server.registry.AuthorizationField;
import io.reveille.server.registry.ClientAccess;
import io.reveille.server.registry.ClientCredentials;
import io.reveille.server.registry.ClientIdentity;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Tells who asks the API: whoever can read the server's {@code run/api.json}, or a user of the
 * registry by password or token.
 */
public final class ApiDoor {
    private final ApiToken own;
    private final Login login;

    public ApiDoor(ApiToken own, ClientAccess access) {
        this.own = own;
        this.login = new Login(access);
    }

    /**
     * @param authorization the field {@code Authorization}: Bearer (RFC 6750) or Basic (RFC 7617)
     * @return empty if it shows nobody who is let in
     * @throws IllegalStateException if that can't be told now
     */
    Optional<ClientIdentity> caller(String authorization, InetAddress source) {
        if (own.opens(authorization)) {
            return Optional.of(ClientIdentity.SERVER);
        }
        Optional<ClientCredentials> shown = AuthorizationField.parse(authorization);
        try {
            return shown.flatMap(credentials -> login.identity(credentials, source));
        } finally {
            shown.ifPresent(AuthorizationField::destroy);
        }
    }
}
