/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Reads what the terminal types, carries out one command line at a time, and answers. Belongs to
 * the modem's thread.
 */
final class CommandLoop {
    private static final int MOST_TYPED_AHEAD = 8_192;

    /** A command line being carried out. */
    private final class Running {
        private final Deque<Request> left;
        private final List<String> information = new ArrayList<>();
        private boolean withoutOk;

        Running(List<Request> requests) {
            left = new ArrayDeque<>(requests);
        }

        void next() {
            if (left.isEmpty()) {
                finish(information, withoutOk ? "" : "OK");
                return;
            }
            Request request = left.remove();
            withoutOk = modem.profile().withoutOk().contains(request.name());
            take(handler(request).handle(request));
        }

        private Handler handler(Request request) {
            return modem.profile().without().contains(request.name())
                    ? unknown -> new Reply.Unknown()
                    : commands.getOrDefault(request.name(), unknown -> new Reply.Unknown());
        }

        private void take(Reply reply) {
            if (reply instanceof Reply.Done done) {
                done.lines().stream().filter(line -> !line.isEmpty()).forEach(information::add);
                next();
            } else if (reply instanceof Reply.Ask ask) {
                asking = Optional.of(text -> resume(ask.then(), text));
                input.expectText(true);
                talker.prompt(modem.profile().prompt());
            } else if (reply instanceof Reply.Later later) {
                Running whole = this;
                later.reply()
                        .whenComplete(
                                (outcome, failure) ->
                                        thread.execute(
                                                () -> {
                                                    if (running.filter(whole::equals).isPresent()) {
                                                        take(
                                                                failure == null
                                                                        ? outcome
                                                                        : new Reply.Failed());
                                                    }
                                                }));
            } else {
                finish(information, errors.word(reply));
            }
        }

        private Void resume(Function<String, Reply> then, String text) {
            take(then.apply(text));
            return null;
        }
    }

    private final ModemParts modem;
    private final Talker talker;
    private final Executor thread;
    private final BiConsumer<Runnable, Duration> later;
    private final Runnable restart;
    private final ErrorWords errors;
    private final TerminalInput input = new TerminalInput();
    private final Map<String, Handler> commands = new HashMap<>();
    private final Deque<Byte> typed = new ArrayDeque<>();
    private Optional<Running> running = Optional.empty();
    private Optional<Function<String, Void>> asking = Optional.empty();

    /**
     * A loop.
     *
     * @param later runs a task on the modem's thread after a while
     * @param restart restarts the modem
     */
    CommandLoop(
            ModemParts modem,
            Talker talker,
            Executor thread,
            BiConsumer<Runnable, Duration> later,
            Runnable restart) {
        this.modem = modem;
        this.talker = talker;
        this.thread = thread;
        this.later = later;
        this.restart = restart;
        this.errors = new ErrorWords(modem);
        GeneralCommands.addTo(commands, modem, restart);
        IdentityCommands.addTo(commands, modem);
        NetworkCommands.addTo(commands, modem);
        ClockCommands.addTo(commands, modem);
        StorageCommands.addTo(commands, modem);
        ServiceCommands.addTo(commands, modem);
        SendingCommands.addTo(commands, modem);
    }

    void type(byte[] octets) {
        for (byte octet : octets) {
            if (typed.size() < MOST_TYPED_AHEAD) {
                typed.add(octet);
            }
        }
        pump();
    }

    /** Forgets what was typed and what was going on. */
    void reset() {
        input.reset();
        typed.clear();
        running = Optional.empty();
        asking = Optional.empty();
    }

    private void pump() {
        while (!typed.isEmpty() && (running.isEmpty() || asking.isPresent())) {
            byte octet = typed.remove();
            if (modem.settings().echo) {
                talker.octets(new byte[] {octet});
            }
            input.accept(octet & 0xFF).ifPresent(this::take);
        }
    }

    private void take(TerminalInput.Typed what) {
        if (what instanceof TerminalInput.Typed.Command command) {
            if (modem.faults().resetDuringNext) {
                talker.text("\r\n+C");
                restart.run();
                return;
            }
            Running line = new Running(Request.parse(command.line()));
            running = Optional.of(line);
            line.next();
        } else if (asking.isPresent()) {
            Function<String, Void> then = asking.get();
            asking = Optional.empty();
            if (what instanceof TerminalInput.Typed.Text text) {
                Void unused = then.apply(text.text());
            } else {
                finish(List.of(), "OK");
            }
        }
    }

    private void finish(List<String> information, String result) {
        Optional<Running> line = running;
        later.accept(
                () -> {
                    if (running.equals(line)) {
                        running = Optional.empty();
                        if (!modem.faults().loseAnswer()) {
                            talker.answer(information, result);
                        }
                        pump();
                    }
                },
                modem.faults().delay);
    }
}
