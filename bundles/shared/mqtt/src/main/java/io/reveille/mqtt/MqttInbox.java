/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

/** Takes what the broker delivers. */
@FunctionalInterface
public interface MqttInbox {
    /**
     * Takes a message. Called by one thread at a time, which must not be held up.
     *
     * @param taken to be run, once, by any thread, when the message is dealt with; only then is it
     *     acknowledged. What is not acknowledged the broker delivers again to the next connection.
     */
    void received(MqttMessageIn message, Runnable taken);
}
