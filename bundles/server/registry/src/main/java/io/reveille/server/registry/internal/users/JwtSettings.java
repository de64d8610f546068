/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import io.reveille.server.registry.ClientReach;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which issuer's tokens are trusted, and what they mean.
 *
 * @param issuer the claim {@code iss} must be this
 * @param audience the claim {@code aud} must be or have this
 * @param keys a file, or a https URL, with a JSON Web Key Set (RFC 7517)
 * @param keysAuthorities PEM certificates of who vouches for the URL's server, if not those whom
 *     Java trusts
 * @param userClaim the claim that names the user
 * @param reachClaim the claim that limits what the token may be used for, if there is one
 * @param strangers what users may reach whom the registry does not know; they are refused if absent
 */
public record JwtSettings(
        String issuer,
        String audience,
        String keys,
        Optional<Path> keysAuthorities,
        String userClaim,
        String reachClaim,
        Optional<ClientReach> strangers) {
    /**
     * @throws IllegalArgumentException whose message says what is missing
     */
    public JwtSettings {
        if (issuer.isEmpty() || audience.isEmpty() || userClaim.isEmpty()) {
            throw new IllegalArgumentException(
                    "jwt.issuer, jwt.audience and jwt.user.claim are needed where jwt.keys is set");
        }
    }
}
