/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The state machine of one AT line: one command at a time, unasked lines at any time, and a way
 * back into step after an answer that did not come.
 *
 * <p>It does no input or output and knows no clock: octets, commands and the time (in nanoseconds
 * from any origin) come in by method calls; octets, answers and unasked lines go out by calls that
 * the methods make. Not safe for several threads at once.
 */
public final class AtDialogue {
    private static final int MOST_QUEUED = 32;
    private static final int MOST_PROBES = 5;
    private static final int MOST_TEXT_LINES = 200;
    private static final long PROBE_TIME = Duration.ofMillis(1_500).toNanos();
    private static final long SETTLING_TIME = Duration.ofMillis(200).toNanos();
    private static final String CTRL_Z = "\u001A";
    private static final String ESCAPE = "\u001B";

    /** Where the dialogue's output goes. */
    public interface Output {
        /** Octets for the modem. */
        void send(byte[] octets);

        /** Something said unasked. */
        void unsolicited(Unsolicited said);

        /** The modem restarted: its settings are gone, the command on its way has been ended. */
        void restarted(String line);

        /**
         * The modem does not answer any more. All commands have been ended; nothing is sent again.
         */
        void lost(String reason);
    }

    private sealed interface State {}

    /** Nothing is on its way. */
    private record Idle() implements State {}

    /** A command is on its way. */
    private record Busy(Exchange exchange) implements State {}

    /** {@code AT} was sent to see whether the modem listens. */
    private record Probing(int attempt, long deadline) implements State {}

    /**
     * The modem answers; what still comes in belongs to the past.
     *
     * @param texts it is the rest of a text, which may look like anything
     */
    private record Settling(int attempt, long deadline, boolean texts) implements State {}

    /** The modem does not answer. */
    private record Lost(String reason) implements State {}

    private final Output output;
    private final LineVocabulary vocabulary;
    private final long lineTime;
    private final AtFramer framer = new AtFramer();
    private final Deque<Exchange> queue = new ArrayDeque<>();
    private final PduHeaders headers = new PduHeaders();
    private State state = new Idle();
    private Optional<String> shownText = Optional.empty();
    private boolean textMode;
    private boolean verbatim;

    /**
     * A dialogue with nothing on its way.
     *
     * @param lineTime how long the next line of an answer, or the prompt, may take
     */
    public AtDialogue(Output output, LineVocabulary vocabulary, Duration lineTime) {
        this.output = output;
        this.vocabulary = vocabulary;
        this.lineTime = lineTime.toNanos();
    }

    /**
     * Sends a command when those before it are done; {@code done} is called once, whatever happens.
     */
    public void submit(AtCommand command, long now, Consumer<AtAnswer> done) {
        Exchange exchange = new Exchange(command, done);
        if (state instanceof Lost lost) {
            exchange.end(new FinalResult.Interrupted(lost.reason()));
        } else if (queue.size() >= MOST_QUEUED) {
            exchange.end(new FinalResult.Interrupted("too many commands wait for the modem"));
        } else {
            queue.add(exchange);
            sendNext(now);
        }
    }

    /** Takes octets from the modem. */
    public void received(byte[] chunk, int offset, int length, long now) {
        framer.accept(chunk, offset, length, frame -> handle(frame, now));
    }

    /**
     * Takes messages in text mode from now on, or in PDU mode.
     *
     * @param text whether in text mode
     * @param anyCharacter whether texts come as they are, with any character in them, rather than
     *     in hexadecimal
     */
    public void textMode(boolean text, boolean anyCharacter) {
        textMode = text;
        verbatim = text && anyCharacter;
        framer.expectTexts(verbatim);
        shownText = Optional.empty();
    }

    /** When {@link #elapsed} is to be called next, if ever. */
    public OptionalLong deadline() {
        if (state instanceof Busy busy) {
            return OptionalLong.of(busy.exchange().deadline);
        }
        if (state instanceof Probing probing) {
            return OptionalLong.of(probing.deadline());
        }
        return state instanceof Settling settling
                ? OptionalLong.of(settling.deadline())
                : OptionalLong.empty();
    }

    /** Takes notice of the time. */
    public void elapsed(long now) {
        OptionalLong deadline = deadline();
        if (deadline.isEmpty() || now - deadline.getAsLong() < 0) {
            return;
        }
        if (state instanceof Busy busy) {
            timedOut(busy.exchange(), now);
        } else if (state instanceof Probing probing && probing.attempt() < MOST_PROBES) {
            probe(probing.attempt() + 1, now);
        } else if (state instanceof Probing) {
            lose("the modem does not answer to AT");
        } else {
            state = new Idle();
            sendNext(now);
        }
    }

    /** Finds out whether the modem listens, and lets what is left of the past come in. */
    public void resynchronise(long now) {
        if (!(state instanceof Lost)) {
            probe(1, now);
        }
    }

    /** Ends everything: the line is gone. */
    public void lose(String reason) {
        if (state instanceof Lost) {
            return;
        }
        State before = state;
        state = new Lost(reason);
        if (before instanceof Busy busy) {
            busy.exchange().end(new FinalResult.Interrupted(reason));
        }
        while (!queue.isEmpty()) {
            queue.remove().end(new FinalResult.Interrupted(reason));
        }
        output.lost(reason);
    }

    private void sendNext(long now) {
        if (state instanceof Idle && !queue.isEmpty()) {
            Exchange exchange = queue.remove();
            exchange.deadline =
                    now + (exchange.awaitingPrompt ? lineTime : exchange.command.time().toNanos());
            headers.forgetAsked();
            state = new Busy(exchange);
            framer.expectPrompt(exchange.awaitingPrompt);
            send(exchange.command.text() + "\r");
        }
    }

    private void handle(Frame frame, long now) {
        if (frame instanceof Frame.Line line && isText(line.text())) {
            text(line.text(), now);
        } else if (frame instanceof Frame.Line line) {
            for (String part : GluedLines.split(withoutEcho(line.text().strip()))) {
                if (!part.isEmpty()) {
                    handle(part, line.cut(), now);
                }
            }
        } else if (state instanceof Busy busy && busy.exchange().awaitingPrompt) {
            Exchange exchange = busy.exchange();
            exchange.awaitingPrompt = false;
            exchange.deadline = now + exchange.command.time().toNanos();
            send(exchange.command.message().orElse("") + CTRL_Z);
        }
    }

    /** Whether a line is text of a message, and neither announcement nor final result. */
    private boolean isText(String line) {
        if (FinalResult.parse(line).isPresent()
                || UnsolicitedLines.read(line) instanceof Unsolicited.Stored) {
            return false;
        }
        return shownText.isPresent() ? !line.isEmpty() : isAnswersText(line);
    }

    private boolean isAnswersText(String line) {
        return (state instanceof Busy busy && busy.exchange().isText(line))
                || (state instanceof Settling settling && settling.texts());
    }

    private void text(String line, long now) {
        if (shownText.isPresent()) {
            String header = shownText.get();
            shownText = Optional.empty();
            output.unsolicited(new Unsolicited.Shown(new PduLine(header, line)));
        } else if (state instanceof Busy busy) {
            busy.exchange().addText(line);
            busy.exchange().deadline = now + lineTime;
        } else if (state instanceof Settling settling && settling.attempt() < MOST_TEXT_LINES) {
            state = new Settling(settling.attempt() + 1, now + SETTLING_TIME, true);
        }
    }

    /** A header said unasked in text mode: of a message, whose text follows, or of a report. */
    private void shownHeader(String line) {
        if (line.startsWith("+CDS:")) {
            output.unsolicited(new Unsolicited.Shown(new PduLine(line, "")));
        } else {
            shownText = Optional.of(line);
        }
    }

    /** What is behind an echo that lacks its line end. */
    private String withoutEcho(String line) {
        if (state instanceof Busy busy) {
            String sent = busy.exchange().command.text();
            if (line.length() > sent.length()
                    && line.regionMatches(true, 0, sent, 0, sent.length())) {
                output.unsolicited(new Unsolicited.Echoed());
                return line.substring(sent.length()).strip();
            }
        }
        return line;
    }

    private void handle(String line, boolean cut, long now) {
        if (state instanceof Lost) {
            return;
        }
        if (state instanceof Busy busy && busy.exchange().echoes(line)) {
            output.unsolicited(new Unsolicited.Echoed());
        } else if (!cut && !textMode && PduLine.looksLikePdu(line) && headers.awaitPdu(now)) {
            pdu(line, now);
        } else if (textMode && PduHeaders.isShown(line)) {
            shownHeader(line);
        } else if (PduHeaders.isShown(line)) {
            headers.shown(line, now + lineTime);
        } else if (vocabulary.isRestart(line) && !isNamed(line)) {
            restarted(line, now);
        } else if (FinalResult.parse(line).isPresent()) {
            result(FinalResult.parse(line).get(), line, now);
        } else if (state instanceof Busy busy && isExpected(line) && !vocabulary.isNotice(line)) {
            expected(busy.exchange(), line, now);
        } else {
            output.unsolicited(UnsolicitedLines.read(line));
        }
    }

    private boolean isExpected(String line) {
        return state instanceof Busy busy && busy.exchange().expects(line);
    }

    /** Whether a line begins with the very name that was asked for. */
    private boolean isNamed(String line) {
        return state instanceof Busy busy
                && !busy.exchange().command.prefix().isEmpty()
                && line.startsWith(busy.exchange().command.prefix());
    }

    private void expected(Exchange exchange, String line, long now) {
        exchange.add(line);
        exchange.deadline = now + lineTime;
        if (exchange.command.shape() == AtCommand.Shape.PDU) {
            headers.asked(line);
        }
    }

    private void pdu(String hex, long now) {
        PduHeaders.Header header = headers.take();
        PduLine pdu = new PduLine(header.line(), hex);
        if (!header.asked()) {
            output.unsolicited(new Unsolicited.Shown(pdu));
        } else if (state instanceof Busy busy) {
            busy.exchange().add(pdu);
            busy.exchange().deadline = now + lineTime;
        }
    }

    private void result(FinalResult result, String line, long now) {
        if (state instanceof Busy busy) {
            if (!(busy.exchange().awaitingPrompt && result.isOk())) { // that OK is a late one
                end(busy.exchange(), result, after(busy.exchange(), now));
                sendNext(now);
            }
        } else if (state instanceof Probing probing) {
            state = new Settling(probing.attempt(), now + SETTLING_TIME, false);
        } else if (state instanceof Settling settling) {
            state = new Settling(settling.attempt(), now + SETTLING_TIME, settling.texts());
        } else {
            output.unsolicited(new Unsolicited.Other(line));
        }
    }

    /** A text may have had a final result in it, so that the true one is still to come. */
    private State after(Exchange exchange, long now) {
        return exchange.showsTexts() && verbatim
                ? new Settling(1, now + SETTLING_TIME, true)
                : new Idle();
    }

    private void restarted(String line, long now) {
        if (state instanceof Busy busy) {
            end(
                    busy.exchange(),
                    new FinalResult.Interrupted("the modem restarted: " + line),
                    new Idle());
        }
        probe(1, now);
        output.restarted(line);
    }

    private void timedOut(Exchange exchange, long now) {
        boolean prompted = exchange.awaitingPrompt;
        FinalResult result =
                exchange.isAnswered() ? new FinalResult.Ok() : new FinalResult.TimedOut();
        state = new Probing(1, now + PROBE_TIME);
        send((prompted ? ESCAPE : "") + "AT\r");
        end(exchange, result, state);
    }

    private void end(Exchange exchange, FinalResult result, State next) {
        state = next;
        framer.expectPrompt(false);
        headers.forgetAsked();
        exchange.end(result);
    }

    /**
     * Every second time with ESC before, which leaves a prompt and else does no harm, and with what
     * makes a modem answer in words again.
     */
    private void probe(int attempt, long now) {
        state = new Probing(attempt, now + PROBE_TIME);
        send(attempt % 2 == 0 ? ESCAPE + "ATQ0V1\r" : "AT\r");
    }

    private void send(String text) {
        output.send(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
