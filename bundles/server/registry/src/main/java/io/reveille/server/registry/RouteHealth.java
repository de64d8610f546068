/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

/**
 * How a route is.
 *
 * @param text for people, such as {@code bound to smsc.example:2775}, or what is wrong and what to
 *     do
 */
public record RouteHealth(State state, String text) {
    /** From good to bad. */
    public enum State {
        UP,
        /** Nothing is known yet, such as before the first message: it is tried as if it were up. */
        UNKNOWN,
        /** It may work, such as when the last attempt failed. */
        DEGRADED,
        /** It carries nothing now. */
        DOWN
    }

    public static RouteHealth up(String text) {
        return new RouteHealth(State.UP, text);
    }

    public static RouteHealth unknown(String text) {
        return new RouteHealth(State.UNKNOWN, text);
    }

    public static RouteHealth degraded(String text) {
        return new RouteHealth(State.DEGRADED, text);
    }

    public static RouteHealth down(String text) {
        return new RouteHealth(State.DOWN, text);
    }
}
