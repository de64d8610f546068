/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import java.util.Optional;
import java.util.OptionalInt;

/** How a command ended. */
public sealed interface FinalResult {

    /** It was done. */
    record Ok() implements FinalResult {}

    /** Plain {@code ERROR}, or a call's end where no call was meant. */
    record Refused(String text) implements FinalResult {}

    /**
     * {@code +CME ERROR} (3GPP TS 27.007 section 9.2) or {@code +CMS ERROR} (27.005 section 3.2.5).
     *
     * @param message whether it was {@code +CMS ERROR}
     * @param number the error's number, also found from the text of a verbose answer where that is
     *     known
     * @param text as the modem wrote it, without the beginning
     */
    record Coded(boolean message, OptionalInt number, String text) implements FinalResult {}

    /** No final result came in time. */
    record TimedOut() implements FinalResult {}

    /** The modem restarted, or the line is gone; whether the command was done is not known. */
    record Interrupted(String reason) implements FinalResult {}

    /** The result that a line is, when it is one. */
    static Optional<FinalResult> parse(String line) {
        return switch (line) {
            case "OK" -> Optional.of(new Ok());
            case "ERROR",
                    "NO CARRIER",
                    "NO ANSWER",
                    "NO DIALTONE",
                    "NO DIAL TONE",
                    "BUSY",
                    "COMMAND NOT SUPPORT",
                    "COMMAND NOT SUPPORTED",
                    "TOO MANY PARAMETERS",
                    "OPERATION NOT SUPPORTED" ->
                    Optional.of(new Refused(line));
            default -> coded(line);
        };
    }

    private static Optional<FinalResult> coded(String line) {
        boolean equipment = line.startsWith("+CME ERROR:");
        boolean message = line.startsWith("+CMS ERROR:");
        if (!equipment && !message) {
            return Optional.empty();
        }
        String text = line.substring("+CME ERROR:".length()).strip();
        OptionalInt number =
                text.matches("[0-9]{1,5}")
                        ? OptionalInt.of(Integer.parseInt(text))
                        : ErrorTexts.number(message, text);
        return Optional.of(new Coded(message, number, text));
    }

    /** Whether the command was done. */
    default boolean isOk() {
        return this instanceof Ok;
    }

    /** For people. */
    default String describe() {
        if (this instanceof Ok) {
            return "OK";
        }
        if (this instanceof Refused refused) {
            return refused.text();
        }
        if (this instanceof Coded coded) {
            return (coded.message() ? "+CMS ERROR: " : "+CME ERROR: ") + coded.text();
        }
        if (this instanceof Interrupted interrupted) {
            return interrupted.reason();
        }
        return "no answer in time";
    }
}
