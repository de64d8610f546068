/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt.internal;

import io.reveille.mqtt.MqttProtocol;
import io.reveille.mqtt.MqttSettings;

/**
 * Makes connections in the version that is to be spoken: with {@link MqttProtocol#AUTO} version 5
 * until a broker says that it does not know it, then 3.1.1 until one says that of 3.1.1.
 */
public final class Wires {
    private final MqttSettings settings;
    private boolean older;

    public Wires(MqttSettings settings) {
        this.settings = settings;
        this.older = settings.protocol() == MqttProtocol.V3_1_1;
    }

    /** A connection that is not open yet. */
    public Wire next(WireEvents events) throws WireException {
        return older ? new PahoV3(settings, events) : new PahoV5(settings, events);
    }

    /**
     * The broker does not know the version of the last connection.
     *
     * @return whether the other one is worth an attempt at once
     */
    public boolean unsupported() {
        if (settings.protocol() != MqttProtocol.AUTO) {
            return false;
        }
        older = !older;
        return older;
    }
}
