/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A command on its way, and what has come of it so far. */
final class Exchange {
    private static final int MOST_TEXT_LINES = 200; // a text has 160 characters
    private static final int MOST_LINES = 1_100; // a full storage of 512 messages

    final AtCommand command;
    final Consumer<AtAnswer> done;
    boolean awaitingPrompt;
    long deadline;
    private final List<String> lines = new ArrayList<>();
    private final List<PduLine> pdus = new ArrayList<>();
    private final List<String> text = new ArrayList<>();

    Exchange(AtCommand command, Consumer<AtAnswer> done) {
        this.command = command;
        this.done = done;
        this.awaitingPrompt = command.message().isPresent();
    }

    /** Whether a line repeats what was sent. */
    boolean echoes(String line) {
        return line.equalsIgnoreCase(command.text())
                || command.message()
                        .filter(line.replace("\u001A", "")::equalsIgnoreCase)
                        .isPresent();
    }

    /** Whether a line is part of this answer, by how it begins. */
    boolean expects(String line) {
        return switch (command.shape()) {
            case NONE -> false;
            case PREFIXED, PDU, TEXT, TEXTS -> line.startsWith(command.prefix());
            case BARE ->
                    line.startsWith(command.prefix()) || "+^%*!&$#".indexOf(line.charAt(0)) < 0;
        };
    }

    void add(String line) {
        if (lines.size() < MOST_LINES) {
            lines.add(line);
        }
    }

    void add(PduLine pdu) {
        if (pdus.size() < MOST_LINES) {
            pdus.add(pdu);
        }
    }

    /** Whether a line is text of a message, whatever it looks like. */
    boolean isText(String line) {
        return !lines.isEmpty()
                && (command.shape() == AtCommand.Shape.TEXT
                        || (command.shape() == AtCommand.Shape.TEXTS && !expects(line)));
    }

    void addText(String line) {
        if (command.shape() == AtCommand.Shape.TEXT && text.size() < MOST_TEXT_LINES) {
            text.add(line);
        }
    }

    /** Whether what the modem shows may look like anything, even like a final result. */
    boolean showsTexts() {
        return command.shape() == AtCommand.Shape.TEXT || command.shape() == AtCommand.Shape.TEXTS;
    }

    /** Whether the answer is complete but for the final result, which some modems forget. */
    boolean isAnswered() {
        return !awaitingPrompt
                && !lines.isEmpty()
                && (command.shape() != AtCommand.Shape.PDU || lines.size() == pdus.size());
    }

    void end(FinalResult result) {
        if (command.shape() == AtCommand.Shape.TEXT && !lines.isEmpty()) {
            pdus.add(new PduLine(lines.get(0), wholeText()));
        }
        done.accept(new AtAnswer(command, lines, pdus, result));
    }

    /** The lines without the empty ones before the final result. */
    private String wholeText() {
        int end = text.size();
        while (end > 0 && text.get(end - 1).isEmpty()) {
            end--;
        }
        return String.join("\n", text.subList(0, end));
    }
}
