/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

import java.util.Arrays;

/** Which version of MQTT is spoken. */
public enum MqttProtocol {
    /** Version 5, and 3.1.1 when the broker says that it does not know version 5. */
    AUTO("auto"),
    /** Version 5 alone. */
    V5("5"),
    /** Version 3.1.1 alone. */
    V3_1_1("3.1.1");

    private final String text;

    MqttProtocol(String text) {
        this.text = text;
    }

    /** As it is written in a configuration. */
    public String text() {
        return text;
    }

    /**
     * The protocol of that text.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static MqttProtocol parse(String text) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.text.equals(text.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "\"" + text + "\" is none of auto, 5, 3.1.1"));
    }
}
