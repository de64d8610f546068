/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Message formats and storages (TS 27.005 sections 3.1, 3.2, 3.4.2, 3.4.3, 3.5.4). */
final class StorageCommands {
    private static final int INVALID_INDEX = 321;
    private static final int NOT_ALLOWED = 302;

    private final ModemParts modem;
    private final TerminalSettings settings;
    private final MessageStore store;

    private StorageCommands(ModemParts modem) {
        this.modem = modem;
        this.settings = modem.settings();
        this.store = modem.store();
    }

    static void addTo(Map<String, Handler> commands, ModemParts modem) {
        StorageCommands storage = new StorageCommands(modem);
        commands.put("+CMGF", storage::format);
        commands.put("+CPMS", storage::memories);
        commands.put("+CMGL", storage::list);
        commands.put("+CMGR", storage::read);
        commands.put("+CMGD", storage::delete);
    }

    private Reply format(Request request) {
        switch (request.kind()) {
            case READ:
                return Reply.ok("+CMGF: " + (settings.textMode ? 1 : 0));
            case TEST:
                return Reply.ok("+CMGF: (" + formats() + ")");
            default:
                int mode = request.numberOr(0, 0);
                if (!modem.profile().formats().contains(mode)) {
                    return new Reply.MessageError(303);
                }
                settings.textMode = mode == 1;
                return Reply.ok();
        }
    }

    private String formats() {
        return String.join(",", modem.profile().formats().stream().map(String::valueOf).toList());
    }

    private Reply memories(Request request) {
        switch (request.kind()) {
            case TEST:
                String names = "(\"" + String.join("\",\"", store.names()) + "\")";
                return Reply.ok("+CPMS: " + names + "," + names + "," + names);
            case SET:
                return setMemories(request);
            default:
                List<String> uses = new ArrayList<>();
                for (String name : settings.memories) {
                    uses.add("\"" + name + "\"," + store.used(name) + "," + store.size(name));
                }
                return Reply.ok("+CPMS: " + String.join(",", uses));
        }
    }

    private Reply setMemories(Request request) {
        if (modem.sim().takeStoragesBusy()) {
            return new Reply.MessageError(314);
        }
        if (!modem.sim().isOpen()) {
            return new Reply.MessageError(311);
        }
        for (String name : request.arguments()) {
            if (!name.isEmpty() && !store.names().contains(name)) {
                return new Reply.MessageError(303);
            }
        }
        List<String> uses = new ArrayList<>();
        for (int i = 0; i < settings.memories.length; i++) {
            if (!request.text(i).isEmpty()) {
                settings.memories[i] = request.text(i);
            }
            uses.add(store.used(settings.memories[i]) + "," + store.size(settings.memories[i]));
        }
        return Reply.ok("+CPMS: " + String.join(",", uses));
    }

    private Reply list(Request request) {
        if (request.kind() == Request.Kind.TEST) {
            return Reply.ok(
                    settings.textMode
                            ? "+CMGL: (\"REC UNREAD\",\"REC READ\",\"STO UNSENT\",\"STO SENT\",\"ALL\")"
                            : "+CMGL: (0-4)");
        }
        Optional<List<StoredMessage.Status>> wanted = wanted(request);
        if (wanted.isEmpty()) {
            return new Reply.MessageError(settings.textMode ? 305 : 304);
        }
        if (!modem.sim().isOpen()) {
            return new Reply.MessageError(311);
        }
        SortedMap<Integer, StoredMessage> messages = store.messages(settings.memories[0]);
        messages.values().removeIf(message -> !wanted.get().contains(message.status()));
        List<String> lines = new ArrayList<>();
        messages.forEach(
                (index, message) -> {
                    lines.add(
                            settings.textMode
                                    ? new TextMode(settings).listed(index, message)
                                    : Talker.pair(
                                            "+CMGL: "
                                                    + index
                                                    + ","
                                                    + message.status().number()
                                                    + ",,"
                                                    + message.length(),
                                            message.hex()));
                    store.markRead(settings.memories[0], index);
                });
        return new Reply.Done(lines);
    }

    /** Which messages a listing is to have; nothing when it can't be told. */
    private Optional<List<StoredMessage.Status>> wanted(Request request) {
        List<StoredMessage.Status> all = List.of(StoredMessage.Status.values());
        String which = request.text(0);
        if (which.isEmpty()) {
            return Optional.of(List.of(StoredMessage.Status.REC_UNREAD));
        }
        if (settings.textMode) {
            return which.equals("ALL")
                    ? Optional.of(all)
                    : all.stream().filter(s -> s.words().equals(which)).findFirst().map(List::of);
        }
        int number = request.numberOr(0, 0);
        if (number == all.size()) {
            return Optional.of(all);
        }
        return number >= 0 && number < all.size()
                ? Optional.of(List.of(all.get(number)))
                : Optional.empty();
    }

    private Reply read(Request request) {
        if (request.kind() == Request.Kind.TEST) {
            return Reply.ok();
        }
        if (!modem.sim().isOpen()) {
            return new Reply.MessageError(311);
        }
        int index = request.numberOr(0, -1);
        Optional<StoredMessage> found =
                store.isIndex(settings.memories[0], index)
                        ? store.get(settings.memories[0], index)
                        : Optional.empty();
        if (found.isEmpty()) {
            return new Reply.MessageError(INVALID_INDEX);
        }
        StoredMessage message = found.get();
        store.markRead(settings.memories[0], index);
        return Reply.ok(
                settings.textMode
                        ? new TextMode(settings).read(message)
                        : Talker.pair(
                                "+CMGR: " + message.status().number() + ",," + message.length(),
                                message.hex()));
    }

    private Reply delete(Request request) {
        String memory = settings.memories[0];
        if (request.kind() == Request.Kind.TEST) {
            List<String> indices =
                    store.messages(memory).keySet().stream().map(String::valueOf).toList();
            return Reply.ok("+CMGD: (" + String.join(",", indices) + "),(0-4)");
        }
        if (!modem.sim().isOpen()) {
            return new Reply.MessageError(311);
        }
        int index = request.numberOr(0, -1);
        int which = request.numberOr(1, 0);
        if (which < 0 || which > 4) {
            return new Reply.MessageError(NOT_ALLOWED);
        }
        if (which == 0 && !store.isIndex(memory, index)) {
            return new Reply.MessageError(INVALID_INDEX);
        }
        if (which == 0) {
            store.delete(memory, index);
        } else {
            deleteAll(memory, which);
        }
        if (modem.arrivals().takeRefused()) {
            modem.network().memoryAvailable();
        }
        return Reply.ok();
    }

    /** By the second value: 1 read, 2 and sent, 3 and unsent, 4 and unread messages. */
    private void deleteAll(String memory, int which) {
        List<StoredMessage.Status> going = new ArrayList<>(List.of(StoredMessage.Status.REC_READ));
        if (which >= 2) {
            going.add(StoredMessage.Status.STO_SENT);
        }
        if (which >= 3) {
            going.add(StoredMessage.Status.STO_UNSENT);
        }
        if (which >= 4) {
            going.add(StoredMessage.Status.REC_UNREAD);
        }
        store.messages(memory)
                .forEach(
                        (index, message) -> {
                            if (going.contains(message.status())) {
                                store.delete(memory, index);
                            }
                        });
    }
}
