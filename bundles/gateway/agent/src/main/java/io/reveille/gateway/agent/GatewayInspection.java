/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import com.google.gson.JsonObject;
import io.reveille.gateway.agent.internal.control.StatusJson;
import io.reveille.gateway.agent.internal.keys.KeyRing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the files of a gateway's home say of it, for who looks after the device; changes nothing and
 * may be used while the gateway runs. Nothing of it is secret.
 */
public final class GatewayInspection {
    private GatewayInspection() {}

    /**
     * The gateway, its keys, and the report that it wrote last, as the tunnel's status has them;
     * nothing when the home has no identity.
     *
     * @throws IOException when files are damaged or cannot be read; the message says what to do
     */
    public static Optional<JsonObject> status(Path home) throws IOException {
        Optional<GatewayIdentity> identity = GatewayIdentity.load(home);
        return identity.isPresent()
                ? Optional.of(
                        StatusJson.of(
                                home, identity.get(), KeyRing.open(home, identity.get()).now()))
                : Optional.empty();
    }

    /** An audit entry as the tunnel's audit has it. */
    public static JsonObject audit(AuditEntry entry) {
        return StatusJson.of(entry);
    }
}
