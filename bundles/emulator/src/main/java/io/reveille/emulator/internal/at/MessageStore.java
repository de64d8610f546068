/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The storages of a modem. Indices begin with 1 in {@code SM} and with 0 elsewhere, as modems
 * differ.
 */
final class MessageStore {

    /** One storage: so many places. */
    private static final class Storage {
        private final int first;
        private final int size;
        private final SortedMap<Integer, StoredMessage> messages = new TreeMap<>();

        Storage(int first, int size) {
            this.first = first;
            this.size = size;
        }

        OptionalInt add(StoredMessage message) {
            for (int index = first; index < first + size; index++) {
                if (messages.putIfAbsent(index, message) == null) {
                    return OptionalInt.of(index);
                }
            }
            return OptionalInt.empty();
        }
    }

    private final Map<String, Storage> storages;

    MessageStore(Map<String, Integer> sizes) {
        storages =
                sizes.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        e ->
                                                new Storage(
                                                        e.getKey().equals("SM") ? 1 : 0,
                                                        e.getValue()),
                                        (a, b) -> a,
                                        TreeMap::new));
    }

    List<String> names() {
        return List.copyOf(storages.keySet());
    }

    int size(String name) {
        return storages.get(name).size;
    }

    int used(String name) {
        return storages.get(name).messages.size();
    }

    /** Whether an index could be one of this storage's. */
    boolean isIndex(String name, int index) {
        Storage storage = storages.get(name);
        return index >= storage.first && index < storage.first + storage.size;
    }

    /** Puts a message in the first free place and tells which, unless there is none. */
    OptionalInt add(String name, StoredMessage message) {
        return storages.get(name).add(message);
    }

    Optional<StoredMessage> get(String name, int index) {
        return Optional.ofNullable(storages.get(name).messages.get(index));
    }

    void markRead(String name, int index) {
        storages.get(name).messages.computeIfPresent(index, (i, message) -> message.read());
    }

    void delete(String name, int index) {
        storages.get(name).messages.remove(index);
    }

    /** The messages by their indices, in order; a copy. */
    SortedMap<Integer, StoredMessage> messages(String name) {
        return new TreeMap<>(storages.get(name).messages);
    }
}
