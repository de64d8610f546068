/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura;

import org.osgi.annotation.versioning.ProviderType;

/** A gateway that runs in this framework, one for each configuration. */
@ProviderType
public interface Gateway {
    /** How it is now; its text is for people. */
    GatewayReport report();
}
