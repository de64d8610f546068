/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whose word is taken for who a client is.
 *
 * @param certificateAuthorities PEM files; a certificate of theirs names a user
 * @param jwt an issuer of tokens
 */
public record IdentitySettings(List<Path> certificateAuthorities, Optional<JwtSettings> jwt) {
    /** Nobody's. */
    public static final IdentitySettings NONE = new IdentitySettings(List.of(), Optional.empty());

    public IdentitySettings {
        certificateAuthorities = List.copyOf(certificateAuthorities);
    }
}
