/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

/** Bounds how often a gateway does the costly part of opening. Thread-safe. */
@FunctionalInterface
public interface RateLimit {

    /** Whether one more request on this channel may be opened now; if so it counts. */
    boolean admits(SignalChannel channel);
}
