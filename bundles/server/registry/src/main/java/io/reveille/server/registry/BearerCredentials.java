/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.crypto.Secret;

/**
 * A token as in RFC 6750: an API token of this server, or a JSON Web Token (RFC 7519) of an issuer
 * that it trusts.
 *
 * @param token as the client gave it, not checked at all
 */
public record BearerCredentials(Secret token) implements ClientCredentials {}
