/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

/** What the broker said to a message that it took. */
public enum MqttReceipt {
    /** It is with the broker. With 3.1.1 nothing more is known. */
    ACCEPTED,
    /** There was nobody to pass it on to: it is gone (MQTT 5, 3.4.2.1, reason 0x10). */
    NO_SUBSCRIBERS
}
