/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

import io.reveille.crypto.Octets;

/**
 * A message from the broker, which may have delivered it before.
 *
 * @param topic it was published to
 * @param payload not more than 128 KiB; what was longer is cut off there
 * @param retained whether it was kept by the broker from before the subscription
 */
public record MqttMessageIn(String topic, Octets payload, boolean retained) {}
