/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt.internal;

import io.reveille.mqtt.MqttInbox;

/** Hears of a {@link Wire}. */
public interface WireEvents extends MqttInbox {
    /** The connection, which was open, is lost. */
    void lost(WireException why);
}
