/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.server.registry.GatewayService;

/** Where a client wants to go. */
public record Destination(String gatewayId, GatewayService service) {

    /** For logs and people. */
    @Override
    public String toString() {
        return gatewayId + " " + service.name();
    }
}
