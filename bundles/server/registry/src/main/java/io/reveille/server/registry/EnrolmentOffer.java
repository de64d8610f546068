/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.net.URI;
import java.time.Instant;

/**
 * An offer to enrol, for the one who sets the gateway up.
 *
 * @param code secret; not in {@link #toString()}
 * @param url where the gateway enrols, public address and port, such as {@code
 *     https://203.0.113.7:4434/enrol}
 */
public record EnrolmentOffer(String gatewayId, String code, URI url, Instant expires) {
    @Override
    public String toString() {
        return "EnrolmentOffer[gatewayId=%s, url=%s, expires=%s]"
                .formatted(gatewayId, url, expires);
    }
}
