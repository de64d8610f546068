/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import java.util.LinkedHashSet;
import java.util.Set;

/** Places that are known to have a message. Bounded: the one known longest is forgotten first. */
final class KnownLocations {
    private static final int MOST = 4_096;

    private final Set<Location> locations = new LinkedHashSet<>();

    /** Notes a place; true when it was not known before. */
    boolean add(Location location) {
        boolean added = locations.add(location);
        if (locations.size() > MOST) {
            locations.remove(locations.iterator().next());
        }
        return added;
    }

    void remove(Location location) {
        locations.remove(location);
    }
}
