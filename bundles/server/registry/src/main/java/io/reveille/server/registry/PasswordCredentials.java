/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.crypto.Secret;

/**
 * A user's name and password, as in RFC 7617 and RFC 1929. An API token may stand where the
 * password is, for clients that know nothing else; the name must then be the token's user.
 *
 * @param user the name as the client gave it, not checked at all
 * @param password in UTF-8, not checked at all
 */
public record PasswordCredentials(String user, Secret password) implements ClientCredentials {}
