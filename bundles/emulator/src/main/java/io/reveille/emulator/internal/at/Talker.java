/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How the modem words what it says (ITU-T V.250 section 5.7.1), and how faults spoil it. */
final class Talker {
    private final Consumer<byte[]> line;
    private final TerminalSettings settings;
    private final Faults faults;

    Talker(Consumer<byte[]> line, TerminalSettings settings, Faults faults) {
        this.line = line;
        this.settings = settings;
        this.faults = faults;
    }

    /** The answer to a command; an empty result is not said. */
    void answer(List<String> information, String result) {
        List<String> lines = new ArrayList<>(information);
        faults.takeInterruption().ifPresent(said -> interrupt(lines, said));
        if (settings.words && !settings.quiet && !result.isEmpty()) {
            lines.add(result);
        }
        speak(lines);
        if (!settings.words && !settings.quiet && !result.isEmpty()) {
            octets(((result.equals("OK") ? 0 : 4) + "\r").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Puts a line behind the very first one, even between a header and what belongs to it. */
    private static void interrupt(List<String> lines, String said) {
        if (lines.isEmpty()) {
            lines.add(said);
        } else {
            String[] first = lines.get(0).split("\r\n", 2);
            lines.set(
                    0,
                    first.length == 1
                            ? pair(first[0], said)
                            : pair(pair(first[0], said), first[1]));
        }
    }

    /** Something unasked. */
    void unasked(List<String> lines) {
        if (!faults.mute) {
            speak(lines);
        }
    }

    private void speak(List<String> lines) {
        if (!lines.isEmpty()) {
            String all = String.join("\r\n\r\n", lines);
            text("\r\n" + (faults.glue ? all.replace("\r\n", "") : all) + "\r\n");
        }
    }

    /** A header, and the line that follows it closely. */
    static String pair(String header, String body) {
        return header + "\r\n" + body;
    }

    void prompt(String prompt) {
        text("\r\n" + prompt);
    }

    void text(String text) {
        octets(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void octets(byte[] octets) {
        if (!faults.oneByteAtATime) {
            line.accept(octets);
            return;
        }
        for (byte octet : octets) {
            line.accept(new byte[] {octet});
        }
    }
}
