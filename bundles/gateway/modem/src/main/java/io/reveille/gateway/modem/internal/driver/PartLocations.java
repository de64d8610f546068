/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.sms.SmsDeliver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the parts of messages are that are not whole yet. The same part may be in several places.
 * Bounded.
 */
final class PartLocations {
    private static final int MOST = 1_024;

    private record Part(List<StoredSms> copies, long since) {}

    private final Map<SmsDeliver, Part> parts =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<SmsDeliver, Part> eldest) {
                    return size() > MOST;
                }
            };

    void add(SmsDeliver part, StoredSms sms, long now) {
        List<StoredSms> copies =
                parts.computeIfAbsent(part, unknown -> new Part(new ArrayList<>(), now)).copies();
        if (copies.size() < MOST && !copies.contains(sms)) {
            copies.add(sms);
        }
    }

    /** All copies of a part, which are forgotten. */
    List<StoredSms> take(SmsDeliver part) {
        return Optional.ofNullable(parts.remove(part)).map(Part::copies).orElse(List.of());
    }

    /** The place in a storage of the part that has waited longest, if longer than some time. */
    Optional<Location> oldestIn(String memory, long before) {
        return parts.values().stream()
                .filter(part -> part.since() - before < 0)
                .flatMap(part -> part.copies().stream())
                .flatMap(sms -> sms.location().stream())
                .filter(location -> location.memory().equals(memory))
                .findFirst();
    }

    /** Forgets what was at a place. */
    void remove(Location location) {
        parts.values()
                .forEach(
                        part ->
                                part.copies()
                                        .removeIf(
                                                sms ->
                                                        sms.location()
                                                                .filter(location::equals)
                                                                .isPresent()));
        parts.values().removeIf(part -> part.copies().isEmpty());
    }

    void clear() {
        parts.clear();
    }
}
