/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.crypto.Octets;
import io.reveille.server.registry.ApiToken;

/**
 * A token as the database has it.
 *
 * @param sha256 of the token's whole text
 */
public record StoredToken(ApiToken token, Octets sha256) {}
