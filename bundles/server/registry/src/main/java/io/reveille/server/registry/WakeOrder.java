/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

/** In which order a gateway's routes are tried. Routes that are down come last, whatever it is. */
public enum WakeOrder {
    /** The least costly message first; routes whose cost is not known come after all others. */
    CHEAPEST,
    /** The best route of every channel at the same time. */
    PARALLEL,
    /** The first healthy one, in the order of the channels and of the routes' ranking. */
    HEALTHY
}
