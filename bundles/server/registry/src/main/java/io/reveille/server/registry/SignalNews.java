/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

/**
 * What became known of a message after the route's next hop had accepted it.
 *
 * @param text for people, such as {@code delivered, id 17}
 */
public record SignalNews(State state, String text) {
    /** Where the message is. */
    public enum State {
        /** On its way: buffered, tried again, handed on. */
        PENDING,
        /** At the gateway's modem, mailbox or connection. */
        DELIVERED,
        /** It will not arrive. */
        FAILED
    }

    public static SignalNews pending(String text) {
        return new SignalNews(State.PENDING, text);
    }

    public static SignalNews delivered(String text) {
        return new SignalNews(State.DELIVERED, text);
    }

    public static SignalNews failed(String text) {
        return new SignalNews(State.FAILED, text);
    }
}
