/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import java.time.Duration;
import java.util.Optional;

/**
 * One command line and what its answer looks like.
 *
 * @param text without the ending CR
 * @param shape what comes before the final result
 * @param prefix how the information lines begin, such as {@code +CSQ:}; empty when the shape has
 *     none
 * @param message the text for the prompt, without Ctrl-Z, for a command that asks for one
 * @param time how long the answer may take
 */
public record AtCommand(
        String text, Shape shape, String prefix, Optional<String> message, Duration time) {

    /** What a command's information lines look like. */
    public enum Shape {
        /** None are expected. */
        NONE,
        /** They begin with the prefix. */
        PREFIXED,
        /** They may be bare, such as a serial number. */
        BARE,
        /** Each begins with the prefix and is followed by a line with a PDU. */
        PDU,
        /** The first begins with the prefix; all others up to the final result are its text. */
        TEXT,
        /** Each begins with the prefix; what does not is text of no interest. */
        TEXTS
    }

    public AtCommand {
        if (!text.matches("[\\x20-\\x7E]{2,256}")) {
            throw new IllegalArgumentException("a command line is 2 to 256 printable characters");
        }
    }

    /** A command without information lines. */
    public static AtCommand of(String text, Duration time) {
        return new AtCommand(text, Shape.NONE, "", Optional.empty(), time);
    }

    /**
     * A command such as {@code AT+CSQ} or {@code AT+CPIN?}, answered by lines that begin {@code
     * +NAME:}.
     */
    public static AtCommand asking(String text, Duration time) {
        return new AtCommand(text, Shape.PREFIXED, prefixOf(text), Optional.empty(), time);
    }

    /** A command answered by a line that may lack the beginning, such as {@code AT+CGSN}. */
    public static AtCommand askingBare(String text, Duration time) {
        return new AtCommand(text, Shape.BARE, prefixOf(text), Optional.empty(), time);
    }

    /** A command answered by messages. */
    public static AtCommand askingPdus(String text, Duration time) {
        return new AtCommand(text, Shape.PDU, prefixOf(text), Optional.empty(), time);
    }

    /** A command answered by a message in text mode. */
    public static AtCommand askingText(String text, Duration time) {
        return new AtCommand(text, Shape.TEXT, prefixOf(text), Optional.empty(), time);
    }

    /** A command answered by messages in text mode, of which the headers count. */
    public static AtCommand askingTexts(String text, Duration time) {
        return new AtCommand(text, Shape.TEXTS, prefixOf(text), Optional.empty(), time);
    }

    /** A command that asks for a message's text and then answers like {@link #asking}. */
    public static AtCommand prompting(String text, String message, Duration time) {
        return new AtCommand(text, Shape.PREFIXED, prefixOf(text), Optional.of(message), time);
    }

    private static String prefixOf(String text) {
        return text.replaceFirst("^AT", "").replaceFirst("[=?].*", "") + ":";
    }

    /** Shows no message and no PIN. */
    @Override
    public String toString() {
        return text.startsWith("AT+CPIN=") ? "AT+CPIN=…" : text;
    }
}
