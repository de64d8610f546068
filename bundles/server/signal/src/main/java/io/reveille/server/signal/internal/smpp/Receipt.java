/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import io.reveille.server.registry.SignalNews;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a delivery receipt says, from its parameters where it has them, else from its text (SMPP
 * 3.4, 5.3.2.35, 5.3.2.12 and appendix B). Both are read as the centres write them, not as the
 * standard does.
 *
 * @param ids the ids in it, the most reliable first
 * @param state what became of the message
 * @param error the network's reason, where one is given
 */
record Receipt(Ids ids, State state, String error) {
    /** The id in the parameter and the id in the text. */
    record Ids(Optional<String> parameter, Optional<String> text) {}

    /** The states, in order of their codes from 1 on. */
    enum State {
        ENROUTE("on its way", "ENROUTE"),
        DELIVERED("delivered", "DELIVRD"),
        EXPIRED("expired before it was delivered", "EXPIRED"),
        DELETED("deleted by the centre", "DELETED"),
        UNDELIVERABLE("undeliverable", "UNDELIV"),
        ACCEPTED("accepted on behalf of the gateway", "ACCEPTD"),
        UNKNOWN("in an unknown state", "UNKNOWN"),
        REJECTED("rejected", "REJECTD");

        private static final State[] BY_CODE = values();

        private final String words;
        private final String abbreviation;

        State(String words, String abbreviation) {
            this.words = words;
            this.abbreviation = abbreviation;
        }

        /** Whether nothing more will be heard of the message. */
        boolean last() {
            return this != ENROUTE && this != ACCEPTED && this != UNKNOWN;
        }

        static State of(int code) {
            return code >= 1 && code <= BY_CODE.length ? BY_CODE[code - 1] : UNKNOWN;
        }

        static State of(String text) {
            for (State state : BY_CODE) {
                if (text.startsWith(state.abbreviation.substring(0, 5))) {
                    return state;
                }
            }
            return UNKNOWN;
        }
    }

    private static final int LONGEST_TEXT = 1024;
    private static final Pattern ID = Pattern.compile("(?i)\\bid:\\s*([!-~]{1,65})");
    private static final Pattern STATE = Pattern.compile("(?i)\\bstat:\\s*([A-Z]{5,20})");
    private static final Pattern ERROR = Pattern.compile("(?i)\\berr:\\s*([!-~]{1,20})");

    static Receipt of(Optional<String> id, Optional<Integer> state, byte[] message) {
        String all =
                new String(
                        message,
                        0,
                        Math.min(message.length, LONGEST_TEXT),
                        StandardCharsets.ISO_8859_1);
        int quote = all.toLowerCase(Locale.ROOT).indexOf(" text:");
        String text = quote < 0 ? all : all.substring(0, quote);
        return new Receipt(
                new Ids(id, first(ID, text)),
                state.map(State::of)
                        .or(() -> first(STATE, text).map(t -> State.of(t.toUpperCase(Locale.ROOT))))
                        .orElse(State.UNKNOWN),
                first(ERROR, text).filter(error -> !error.matches("0+")).orElse(""));
    }

    SignalNews news() {
        return switch (state) {
            case DELIVERED -> SignalNews.delivered(words());
            case ENROUTE, ACCEPTED, UNKNOWN -> SignalNews.pending(words());
            case EXPIRED, DELETED, UNDELIVERABLE, REJECTED -> SignalNews.failed(words());
        };
    }

    /** For people. */
    String words() {
        return error.isEmpty() ? state.words : state.words + ", error " + error;
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
