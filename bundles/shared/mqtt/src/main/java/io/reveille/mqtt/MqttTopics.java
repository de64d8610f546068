/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

import java.util.Optional;

/**
 * The topics of access requests: {@code PREFIX/GATEWAY/request} and {@code
 * PREFIX/GATEWAY/presence}.
 *
 * @param prefix one or more levels, such as {@code reveille/v1}
 */
public record MqttTopics(String prefix) {
    /** Where requests and presence are unless someone says otherwise. */
    public static final MqttTopics DEFAULT = new MqttTopics("reveille/v1");

    public static final String ONLINE = "online";
    public static final String OFFLINE = "offline";

    private static final String REQUEST = "/request";
    private static final String PRESENCE = "/presence";

    public MqttTopics {
        if (!prefix.matches("[^/+#$\\s\\p{Cntrl}][^+#\\p{Cntrl}]{0,199}") || prefix.endsWith("/")) {
            throw new IllegalArgumentException(
                    "topic.prefix \""
                            + prefix
                            + "\" is not one or more levels without wildcards, such as"
                            + " reveille/v1");
        }
    }

    /** Where requests for a gateway go. */
    public String request(String gatewayId) {
        return prefix + "/" + gatewayId + REQUEST;
    }

    /** Where a gateway says whether it is there. */
    public String presence(String gatewayId) {
        return prefix + "/" + gatewayId + PRESENCE;
    }

    /** A filter for the presence of all gateways. */
    public String everyPresence() {
        return prefix + "/+" + PRESENCE;
    }

    /** Whose presence a topic is about. */
    public Optional<String> gatewayOfPresence(String topic) {
        if (!topic.startsWith(prefix + "/")
                || !topic.endsWith(PRESENCE)
                || topic.length() <= prefix.length() + 1 + PRESENCE.length()) {
            return Optional.empty();
        }
        String id = topic.substring(prefix.length() + 1, topic.length() - PRESENCE.length());
        return id.indexOf('/') < 0 ? Optional.of(id) : Optional.empty();
    }
}
