/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes lines apart between which a modem left out CR and LF.
 *
 * <p>Only where there is no doubt: behind a final result, before a final result or an announcement
 * that follows a number, a PDU or a closing quote, and between a header and a PDU of the length
 * that the header gives. A line that is not glued stays as it is.
 */
final class GluedLines {
    private static final int MOST_PARTS = 16;

    private static final Pattern RESULT_FIRST =
            Pattern.compile("^(?:OK|ERROR|\\+CM[ES] ERROR: ?[0-9]{1,4})(?=[+^%*]|OK|ERROR|RING)");

    private static final Pattern NEXT =
            Pattern.compile(
                    "(?<=[0-9A-Fa-f\")Y])(?:OK$|ERROR$|(?:OK|ERROR)(?=[+^%*])|RING$"
                            + "|\\+CM[ES] ERROR:|\\+C(?:MTI|DSI|MT|DS|MGS|MGL|MGR):)");

    private static final Pattern HEADER_THEN_DIGITS =
            Pattern.compile("^\\+C(?:MGL|MGR|MT|DS):.*?[, :]([0-9A-Fa-f]{15,})$");

    private GluedLines() {}

    static List<String> split(String line) {
        List<String> parts = new ArrayList<>();
        String rest = line;
        while (parts.size() < MOST_PARTS) {
            int cut = cut(rest);
            if (cut <= 0 || cut >= rest.length()) {
                break;
            }
            addWithPdu(parts, rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        addWithPdu(parts, rest);
        return parts;
    }

    private static int cut(String line) {
        Matcher result = RESULT_FIRST.matcher(line);
        if (result.find()) {
            return result.end();
        }
        Matcher next = NEXT.matcher(line);
        while (next.find()) {
            if (!isQuoted(line, next.start())) {
                return next.start();
            }
        }
        return -1;
    }

    private static void addWithPdu(List<String> parts, String line) {
        Matcher glued = HEADER_THEN_DIGITS.matcher(line);
        if (glued.matches()) {
            int start = glued.start(1);
            for (int digits = 1; digits <= 3; digits++) {
                String pdu = line.substring(start + digits);
                String length = line.substring(start, start + digits);
                if (length.matches("[0-9]+") && tpduOctets(pdu) == Integer.parseInt(length)) {
                    parts.add(line.substring(0, start + digits));
                    parts.add(pdu);
                    return;
                }
            }
        }
        parts.add(line);
    }

    /** How many octets follow the service centre's address; -1 when it is no PDU. */
    private static int tpduOctets(String hex) {
        return PduLine.looksLikePdu(hex)
                ? hex.length() / 2 - 1 - Integer.parseInt(hex.substring(0, 2), 16)
                : -1;
    }

    private static boolean isQuoted(String line, int position) {
        return line.substring(0, position).chars().filter(c -> c == '"').count() % 2 == 1;
    }
}
