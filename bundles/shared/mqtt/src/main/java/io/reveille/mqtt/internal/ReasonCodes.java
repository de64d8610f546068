/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt.internal;

import java.util.Map;

/** What brokers' codes mean (MQTT 3.1.1, 3.2.2.3; MQTT 5, 2.4). */
final class ReasonCodes {
    static final int NO_MATCHING_SUBSCRIBERS = 0x10;
    static final int ERROR = 0x80;
    static final int UNSUPPORTED_VERSION = 0x84;
    static final int SESSION_TAKEN_OVER = 0x8E;

    private static final Map<Integer, String> CONNECT_3 =
            Map.of(
                    1, "it does not know this version of MQTT",
                    2, "it does not allow this client id",
                    3, "it is not available",
                    4, "user or password are wrong",
                    5, "this client is not authorized: see user, password and certificate");

    private static final Map<Integer, String> MEANINGS =
            Map.ofEntries(
                    Map.entry(0x00, "without a reason"),
                    Map.entry(0x81, "a malformed packet"),
                    Map.entry(0x82, "a protocol error"),
                    Map.entry(0x84, "it does not know this version of MQTT"),
                    Map.entry(0x85, "it does not allow this client id"),
                    Map.entry(0x86, "user or password are wrong"),
                    Map.entry(
                            0x87, "this client is not authorized: see user, password, certificate"),
                    Map.entry(0x88, "it is not available"),
                    Map.entry(0x89, "it is busy"),
                    Map.entry(0x8A, "this client is banned"),
                    Map.entry(0x8B, "it is shutting down"),
                    Map.entry(0x8D, "it heard nothing for longer than the keep-alive interval"),
                    Map.entry(0x8E, "another client has connected with the same client id"),
                    Map.entry(0x8F, "it does not allow this topic filter"),
                    Map.entry(0x90, "it does not allow this topic"),
                    Map.entry(0x93, "too many messages at once"),
                    Map.entry(0x95, "the packet is too large"),
                    Map.entry(0x96, "too many messages"),
                    Map.entry(0x97, "a quota is used up"),
                    Map.entry(0x98, "its operator ended it"),
                    Map.entry(0x9C, "another broker is to be used"),
                    Map.entry(0x9D, "it has moved"),
                    Map.entry(0x9F, "too many connections at once"));

    private ReasonCodes() {}

    /** Why a connection was refused; 3.1.1 has codes 1 to 5. */
    static String ofConnect(int code) {
        return code < ERROR ? text(code, CONNECT_3) : of(code);
    }

    /** What a code of MQTT 5 means. */
    static String of(int code) {
        return text(code, MEANINGS);
    }

    /** Whether a broker means the version by its answer to CONNECT, in whichever version. */
    static boolean isUnsupportedVersion(int connectCode) {
        return connectCode == 1 || connectCode == UNSUPPORTED_VERSION;
    }

    private static String text(int code, Map<Integer, String> meanings) {
        return meanings.getOrDefault(code, "reason 0x%02X".formatted(code));
    }
}
