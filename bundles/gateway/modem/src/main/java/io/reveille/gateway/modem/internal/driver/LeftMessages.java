/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.sms.SmsDeliver;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The messages that nobody is shown again: who left them, where they are. Bounded. */
final class LeftMessages {
    private static final int MOST = 2_048;

    private record Key(Location location, String identity) {}

    private record Left(boolean taken, Instant sent) {}

    private final Map<Key, Left> messages =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Left> eldest) {
                    return size() > MOST;
                }
            };

    /** Whether this very message is one of them. */
    boolean contains(StoredSms sms) {
        return sms.location().isPresent() && messages.containsKey(key(sms));
    }

    /** Whether it was taken, and is here only because it could not be deleted. */
    boolean isTaken(StoredSms sms) {
        return sms.location().isPresent()
                && Optional.ofNullable(messages.get(key(sms))).filter(Left::taken).isPresent();
    }

    /** Notes a message that was left, or taken and not deleted yet. */
    void add(StoredSms sms, Optional<SmsDeliver> message, boolean taken) {
        if (sms.location().isPresent()) {
            Instant sent =
                    message.flatMap(m -> m.timestamp().dateTime())
                            .map(OffsetDateTime::toInstant)
                            .orElse(Instant.EPOCH);
            messages.put(key(sms), new Left(taken, sent));
        }
    }

    /** The message in a storage that was sent first. */
    Optional<Location> oldestIn(String memory) {
        return messages.entrySet().stream()
                .filter(entry -> entry.getKey().location().memory().equals(memory))
                .min(Comparator.comparing(entry -> entry.getValue().sent()))
                .map(entry -> entry.getKey().location());
    }

    /** Forgets what was at a place. */
    void remove(Location location) {
        messages.keySet().removeIf(key -> key.location().equals(location));
    }

    /** Forgets what was taken from a place. */
    void removeTaken(Location location) {
        messages.entrySet()
                .removeIf(e -> e.getKey().location().equals(location) && e.getValue().taken());
    }

    void clear() {
        messages.clear();
    }

    private static Key key(StoredSms sms) {
        return new Key(sms.location().orElseThrow(), sms.pdu().identity());
    }
}
