/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What becomes of what SMPP clients submit; of the newest messages only. */
final class MessageBook {
    private static final int MOST = 10_000;

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** A message with an id, from a source address, to one recipient or several. */
    private record Entry(String source, Map<Recipient, Item> items) {}

    private record Item(Parcel parcel, Status status) {}

    /**
     * How a message is.
     *
     * @param fate {@link Fate#DELAYED} until it has ended
     */
    record Status(Fate fate, Optional<OffsetDateTime> ended) {
        static final Status EN_ROUTE = new Status(Fate.DELAYED, Optional.empty());
    }

    /** A message is about to be sent on. */
    synchronized void add(String id, String source, Parcel parcel) {
        entries.computeIfAbsent(id, unused -> new Entry(source, new LinkedHashMap<>()))
                .items()
                .put(parcel.to(), new Item(parcel, Status.EN_ROUTE));
        if (entries.size() > MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /** It was not sent on. */
    synchronized void remove(String id, Recipient to) {
        Entry entry = entries.get(id);
        if (entry != null) {
            entry.items().remove(to);
            if (entry.items().isEmpty()) {
                entries.remove(id);
            }
        }
    }

    /** It has ended. */
    synchronized void ended(String id, Recipient to, Fate fate) {
        Status status = new Status(fate, Optional.of(OffsetDateTime.now(ZoneOffset.UTC)));
        Optional.ofNullable(entries.get(id))
                .ifPresent(
                        entry ->
                                entry.items()
                                        .computeIfPresent(
                                                to,
                                                (unused, item) -> new Item(item.parcel(), status)));
    }

    /** How a message from a source is; one to several recipients is what the slowest of them is. */
    synchronized Optional<Status> status(String id, String source) {
        return Optional.ofNullable(entries.get(id))
                .filter(entry -> entry.source().equals(source))
                .flatMap(
                        entry ->
                                entry.items().values().stream()
                                        .map(Item::status)
                                        .reduce(
                                                (one, other) ->
                                                        other.ended().isEmpty() ? other : one));
    }

    /** What is on its way of a message from a source. */
    synchronized List<Parcel> pending(String id, String source) {
        return Optional.ofNullable(entries.get(id)).stream()
                .filter(entry -> entry.source().equals(source))
                .flatMap(MessageBook::pending)
                .toList();
    }

    /** What is on its way from a source to a recipient. */
    synchronized List<Parcel> pending(String source, Recipient to) {
        return entries.values().stream()
                .filter(entry -> entry.source().equals(source))
                .flatMap(MessageBook::pending)
                .filter(parcel -> parcel.to().equals(to))
                .toList();
    }

    private static Stream<Parcel> pending(Entry entry) {
        return entry.items().values().stream()
                .filter(item -> item.status().ended().isEmpty())
                .map(Item::parcel);
    }
}
