/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura;

import io.reveille.gateway.agent.PrivateProxyStatus;
import io.reveille.gateway.modem.ModemStatus;
import io.reveille.protocol.SignalChannel;
import java.util.List;
import java.util.Optional;

/**
 * How a gateway is; nothing of it is secret.
 *
 * @param state where it is on its way to taking access requests
 * @param detail for people: what is wrong and what to do, or nothing
 * @param gatewayId its name in the fleet, once it has one
 * @param modem how its modem is, in a sentence
 * @param modemStatus what its modem told last: where it is registered, how strong the signal is,
 *     what time the network says it is
 * @param channels how its other channels are
 * @param proxy what it has done and is doing
 */
public record GatewayReport(
        State state,
        String detail,
        Optional<String> gatewayId,
        Optional<String> modem,
        Optional<ModemStatus> modemStatus,
        List<Channel> channels,
        Optional<PrivateProxyStatus> proxy) {
    public GatewayReport {
        channels = List.copyOf(channels);
    }

    /**
     * A channel beside the modem's.
     *
     * @param channel which one
     * @param health how it is, in a sentence
     */
    public record Channel(SignalChannel channel, String health) {}

    /** Where a gateway is on its way to taking access requests. */
    public enum State {
        /** It has just begun. */
        STARTING("starting"),
        /** The configuration cannot be used. */
        MISCONFIGURED("the configuration cannot be used"),
        /** It belongs to no fleet, and cannot join one without someone doing something. */
        NOT_ENROLLED("not enrolled"),
        /** It is joining a fleet. */
        ENROLLING("enrolling"),
        /** Something is in the way; it tries again by itself. */
        FAILED("failed, trying again"),
        /** Access requests are taken, as far as its channels bring any. */
        RUNNING("running"),
        /** It has been stopped. */
        STOPPED("stopped");

        private final String description;

        State(String description) {
            this.description = description;
        }

        /** For people. */
        public String description() {
            return description;
        }
    }

    /** A report of a gateway that is not running. */
    public static GatewayReport of(State state, String detail) {
        return new GatewayReport(
                state,
                detail,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /** Lines for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("gateway");
        gatewayId.ifPresent(id -> text.append(' ').append(id));
        text.append(": ").append(state.description());
        if (!detail.isEmpty()) {
            text.append("\n  ").append(detail);
        }
        modem.ifPresent(health -> text.append("\n  ").append(health));
        channels.forEach(channel -> text.append("\n  ").append(channel.health()));
        proxy.ifPresent(status -> append(text, status));
        return text.toString();
    }

    private static void append(StringBuilder text, PrivateProxyStatus status) {
        text.append("\n  access requests: ")
                .append(status.accepted())
                .append(" accepted, ")
                .append(status.refused())
                .append(" refused");
        status.lastRequest()
                .ifPresent(
                        last ->
                                text.append("; the last at ")
                                        .append(last.at())
                                        .append(", ")
                                        .append(last.verdict()));
        status.links()
                .forEach(
                        link ->
                                text.append("\n  tunnel to ")
                                        .append(link.proxy())
                                        .append(": ")
                                        .append(link.state())
                                        .append(" since ")
                                        .append(link.since())
                                        .append(", ")
                                        .append(link.openStreams())
                                        .append(" connections"));
    }
}
