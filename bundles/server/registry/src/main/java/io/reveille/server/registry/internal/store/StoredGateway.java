/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.crypto.Octets;
import io.reveille.server.registry.Gateway;
import java.util.Optional;

/**
 * A gateway as it is kept.
 *
 * @param certificate SHA-256 of the DER of the one certificate that counts
 */
public record StoredGateway(Gateway gateway, Optional<Octets> certificate) {}
